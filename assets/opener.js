// Opens the search with its link or with "/". The script that searches, its style
// and its index come when they are first asked for. Where they do not, the page
// says so and stays: without a network there is no other to go to.
export function opener() {
	const link = document.querySelector("a.find");
	if (!link) return;
	let parts;

	const load = () => (parts ??= Promise.all([import(link.dataset.script), guide(), style()]).catch((e) => {
		parts = null; // the network may come back
		throw e;
	}));
	const guide = () => fetch(link.dataset.guide, { cache: "no-cache" }).then((r) => (r.ok ? r.json() : null), () => null);
	const style = () => new Promise((done) => {
		if (document.querySelector(`link[href="${link.dataset.sheet}"]`)) return done();
		const sheet = document.createElement("link");
		sheet.rel = "stylesheet";
		sheet.href = link.dataset.sheet;
		sheet.onload = done;
		sheet.onerror = () => done(sheet.remove()); // to be asked for again
		document.head.append(sheet);
	});
	const note = document.createElement("p");
	note.className = "find-note";
	note.setAttribute("role", "status");
	const say = (...what) => {
		if (!note.isConnected) link.closest(".top").append(note);
		note.replaceChildren(...what);
	};
	const failed = () => {
		const to = document.createElement("a");
		Object.assign(to, { href: link.href, lang: link.dataset.lang ?? "", dir: "auto", textContent: link.dataset.failed });
		if (!to.lang) to.removeAttribute("lang");
		say(to);
	};
	const open = () => load().then(([script, guide]) => {
		note.remove();
		script.open(link, guide);
	}, failed);

	const press = (e) => {
		if (e.ctrlKey || e.metaKey || e.shiftKey || e.altKey) return;
		e.preventDefault();
		open();
	};
	link.addEventListener("click", press);
	link.addEventListener("keydown", (e) => {
		if (e.key === "Enter") press(e); // not as a click: the rest of the key would send the dialog's form
	});
	addEventListener("keydown", (e) => {
		if (e.key !== "/" || e.ctrlKey || e.metaKey || e.altKey || e.defaultPrevented) return;
		if (e.target.closest?.("input, textarea, select, [contenteditable], dialog")) return;
		e.preventDefault();
		open();
	});

	const form = document.querySelector(":is([data-kind=search], [data-kind=notfound]) .find-form");
	if (form) load().then(([script, guide]) => (form.closest("[data-kind=search]") ? script.settle : script.guess)(form, link, guide), () => {});
}
