// A button on every block of code that copies its text.
export function copyButtons(label, done, lang) {
	if (!navigator.clipboard || !label) return;
	for (const pre of document.querySelectorAll("pre")) {
		const button = document.createElement("button");
		button.type = "button";
		button.className = "copy";
		if (lang) button.lang = lang;
		button.textContent = label;
		button.addEventListener("click", async () => {
			try {
				await navigator.clipboard.writeText(pre.textContent);
				button.textContent = done;
				setTimeout(() => { button.textContent = label; }, 2000);
			} catch {
				button.remove(); // the browser refuses: it will refuse again
			}
		});
		// A wrapper keeps the button in place while the code scrolls.
		const frame = document.createElement("div");
		frame.className = "pre";
		const box = pre.closest(".listing") ?? pre;
		box.before(frame);
		frame.append(box, button);
	}
}
