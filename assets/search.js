// The search: a dialog on any page, or the form of the search page. Results come
// while one types; arrow keys go through them, Enter opens one, Escape closes.
// Everything from the index is set as text.
import { Index } from "./find.js";

const shown = 10; // results at a time
let dialog;

// open shows the dialog.
export function open(link, guide) {
	if (!dialog) {
		const form = element("form", { className: "find-form", action: link.href });
		form.setAttribute("role", "search");
		const input = element("input", { type: "search", name: "q", autocomplete: "off", spellcheck: false, dir: "auto", enterKeyHint: "search" });
		input.setAttribute("aria-label", link.textContent.trim());
		let meant = false; // Enter was pressed here, and is not the rest of the key that opened the dialog
		input.addEventListener("keydown", (e) => { meant = e.key === "Enter"; });
		form.addEventListener("submit", (e) => { if (!meant) e.preventDefault(); });
		const close = element("button", { type: "button", className: "find-close", textContent: guide?.words.close ?? "×" });
		close.addEventListener("click", () => dialog.close());
		form.append(element("div", { className: "find-line" }, input, close));
		dialog = element("dialog", { className: "find-dialog" }, form);
		dialog.setAttribute("aria-label", link.textContent.trim());
		dialog.addEventListener("click", (e) => { if (e.target === dialog) dialog.close(); });
		dialog.addEventListener("keydown", (e) => {
			if (e.key !== "Escape") return;
			e.preventDefault(); // else some browsers only empty the field
			dialog.close();
		});
		document.body.append(dialog);
		search(form, link, guide, () => {});
	}
	if (!dialog.open) dialog.showModal();
	const input = dialog.querySelector("input");
	input.focus();
	input.select();
}

// settle makes the form of the search page answer. The address follows what is
// typed, so that it can be kept and sent.
export function settle(form, link, guide) {
	const input = form.elements.q;
	const all = document.querySelector(".everything");
	const run = search(form, link, guide, (busy) => {
		if (all) all.hidden = busy;
		const url = new URL(location.href);
		if (input.value.trim()) url.searchParams.set("q", input.value.trim());
		else url.searchParams.delete("q");
		if (url.href !== location.href) history.replaceState(history.state, "", url);
	});
	form.addEventListener("submit", (e) => {
		e.preventDefault();
		form.nextElementSibling.querySelector(".find-results a")?.focus();
	});
	const asked = new URL(location.href).searchParams.get("q");
	if (asked && !input.value) input.value = asked;
	if (input.value) run();
	else if (matchMedia("(hover: hover)").matches && !location.hash) input.focus();
}

// search puts filters and results after a form and keeps them up to date. It calls
// changed with whether there is a question.
function search(form, link, guide, changed) {
	const input = form.elements.q;
	const status = element("p", { className: "find-status", dir: "auto" });
	status.setAttribute("role", "status");
	const list = element("ol", { className: "find-results", lang: document.documentElement.lang });
	const box = form.parentElement.querySelector(".find-box") ?? element("div", { className: "find-box" });
	box.append(status, list);
	form.after(box);
	if (!guide) {
		const say = () => status.replaceChildren(element("a", { href: link.href, textContent: link.dataset.failed }));
		input.addEventListener("input", say);
		return say;
	}
	const { words } = guide;
	const index = new Index(link.dataset.guide, guide);
	box.lang = guide.lang;
	const kind = choice(words.kind, words.all, guide.kinds.length > 1 ? guide.kinds : []);
	const tag = choice(words.topic, words.all, guide.tags);
	const keys = element("p", { className: "find-keys", textContent: words.keys });
	const more = element("button", { type: "button", className: "find-more", textContent: words.more, hidden: true });
	box.prepend(element("div", { className: "find-filters" }, kind, tag));
	box.append(more, keys);

	let turn = 0;
	let most = shown;
	let last = null;
	const run = async () => {
		const mine = ++turn;
		const [text, k, t] = [input.value, kind.querySelector("select").value, tag.querySelector("select").value];
		const asks = text.trim() !== "" || k !== "" || t !== "";
		changed(asks);
		if (!asks) return show([], () => [], "", 0);
		try {
			const { pages, marked } = await index.find(text, k, t);
			if (mine === turn && !pages.length) show([], marked, words.none, 0);
			for await (const records of index.records(pages.slice(0, most))) {
				if (mine === turn) show(records, marked, counted(index.guide, pages.length), pages.length);
			}
		} catch {
			if (mine !== turn) return;
			show([], () => [], "", 0);
			status.append(element("a", { href: link.href, textContent: words.failed }));
		}
	};
	const show = (records, marked, said, total) => {
		const at = [...list.children].findIndex((item) => item.contains(document.activeElement));
		list.replaceChildren(...records.map((r) => result(r, marked, index.guide)));
		list.children[at]?.querySelector("a").focus(); // whoever was there already stays there
		more.hidden = total <= most;
		status.textContent = said;
	};
	const restart = () => {
		const now = [input.value, kind.querySelector("select").value, tag.querySelector("select").value].join("\n");
		if (now === last) return;
		last = now;
		most = shown;
		run();
	};
	for (const control of [input, kind, tag]) control.addEventListener("input", restart);
	more.addEventListener("click", async () => {
		const from = most;
		most += shown;
		await run();
		list.children[from]?.querySelector("a").focus();
	});
	(dialog?.contains(form) ? dialog : form.parentElement).addEventListener("keydown", (e) => walk(e, input, list));
	return restart;
}

// walk moves between the field and the results.
function walk(e, input, list) {
	const links = [...list.querySelectorAll("a")];
	const at = links.indexOf(document.activeElement);
	if (at < 0 && document.activeElement !== input) return;
	if (e.key === "ArrowDown" || e.key === "ArrowUp") {
		e.preventDefault();
		const next = at + (e.key === "ArrowDown" ? 1 : -1);
		(next < 0 ? input : links[Math.min(next, links.length - 1)])?.focus();
	} else if (at >= 0 && e.key.length === 1 && e.key !== " " && !e.ctrlKey && !e.metaKey && !e.altKey) {
		input.focus(); // whoever goes on typing means the field
	}
}

// choice makes a labelled list of kinds or topics.
function choice(name, all, of) {
	const select = element("select", {}, element("option", { value: "", textContent: all }));
	of.forEach(({ text, count }, n) => {
		if (count) select.append(element("option", { value: n, textContent: `${text} (${count})` }));
	});
	return element("label", { hidden: of.length === 0 }, element("span", { textContent: name }), select);
}

function counted(guide, n) {
	const { words, lang } = guide;
	const form = new Intl.PluralRules(lang).select(n);
	return (words["count." + form] ?? words["count.other"]).replace("{n}", n.toLocaleString(lang));
}

// result writes one page.
function result([url, title, summary, kind, date, tags], marked, guide) {
	const item = element("li", {}, element("a", { href: url }, ...marks(title, marked)));
	if (summary) item.append(element("p", { className: "find-summary" }, ...marks(summary, marked)));
	const facts = [guide.kinds.length > 1 ? guide.kinds[kind].text : "", date, ...tags.map((t) => guide.tags[t].text)].filter(Boolean);
	if (facts.length) item.append(element("p", { className: "find-facts" }, ...facts.map((text) => element("span", { textContent: text }))));
	return item;
}

// marks sets the words that were looked for in <mark>.
const marks = (text, marked) => marked(text).map(([part, hit]) => (hit ? element("mark", { textContent: part }) : part));

function element(name, properties, ...children) {
	const e = Object.assign(document.createElement(name), properties);
	e.append(...children);
	return e;
}
