// Opens the search with its link or with "/". The script that searches, its style
// and its index come when they are first asked for; without them the link leads
// to the search page.
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
		sheet.onload = sheet.onerror = done;
		document.head.append(sheet);
	});
	const open = () => load().then(([script, guide]) => script.open(link, guide), () => { location.href = link.href; });

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

	const form = document.querySelector("[data-kind=search] .find-form");
	if (form) load().then(([script, guide]) => script.settle(form, link, guide), () => {});
}
