// Footnotes beside the text, where the margin has room for them. They keep
// their place in the document, so links, readers and copying are the same.
const least = 180; // pixels that a note needs
const gap = 16;

export function sideNotes() {
	const list = document.querySelector(".footnotes");
	const prose = list?.parentElement;
	if (!prose?.matches(".prose")) return;

	const lay = () => {
		list.classList.remove("beside");
		const notes = [...list.querySelectorAll(":scope > ol > li")];
		for (const n of notes) n.style.insetBlockStart = "";
		const text = list.getBoundingClientRect();
		const all = prose.getBoundingClientRect();
		const rtl = getComputedStyle(prose).direction === "rtl";
		const wing = parseFloat(getComputedStyle(prose).getPropertyValue("--beside")) || 0;
		const room = rtl ? text.left - all.left : all.right - text.right;
		if (!wing || room < least) return;

		list.classList.add("beside");
		// What is wider than the text stands in the margin, too.
		const edge = (r) => (rtl ? r.left < text.left - 1 : r.right > text.right + 1);
		const wide = [...prose.children].filter((e) => e !== list).map((e) => e.getBoundingClientRect()).filter(edge);
		let next = 0;
		for (const n of notes) {
			const mark = document.querySelector(`[href="#${n.id}"]`);
			if (!mark) continue;
			let top = Math.max(mark.getBoundingClientRect().top - all.top, next);
			for (const w of wide) {
				if (top + n.offsetHeight + gap > w.top - all.top && top < w.bottom - all.top + gap) top = w.bottom - all.top + gap;
			}
			n.style.insetBlockStart = `${top}px`;
			next = top + n.offsetHeight + gap;
		}
		if (next > all.height + 200) list.classList.remove("beside");
	};
	new ResizeObserver(lay).observe(prose);
}
