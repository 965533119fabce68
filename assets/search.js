// The search: a dialog on any page, or the form of the search page. Results come
// while one types; arrow keys go through them, Enter opens one, Escape closes.
// Everything from the index is set as text.
import { Index, split } from "./find.js";

const shown = 10; // results at a time
const few = 5; // of what may have been meant
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
		form.addEventListener("submit", (e) => {
			e.preventDefault();
			if (meant) location.href = address(link.href, asked());
		});
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
		const { asked } = search(form, link, guide, () => {});
	}
	if (!dialog.open) dialog.showModal();
	const input = dialog.querySelector("input");
	input.focus();
	input.select();
}

// settle makes the form of the search page answer. The address follows what is
// typed and chosen, so that it can be kept and sent.
export function settle(form, link, guide) {
	const input = form.elements.q;
	const all = document.querySelector(".everything");
	const { run, asked, choose } = search(form, link, guide, (busy) => {
		if (all) all.hidden = busy;
		const url = address(location.href, asked());
		if (url !== location.href) history.replaceState(history.state, "", url);
	});
	form.addEventListener("submit", (e) => {
		e.preventDefault();
		form.nextElementSibling.querySelector(".find-results a")?.focus();
	});
	const given = new URL(location.href).searchParams;
	if (!input.value) input.value = given.get("q") ?? "";
	choose(given);
	run();
	if ((input.value || matchMedia("(hover: hover)").matches) && !location.hash) input.focus({ preventScroll: true });
}

// guess shows on the page that is not there what its address may have meant.
export function guess(form, link, guide) {
	if (!guide) return;
	const input = form.elements.q;
	const home = document.querySelector("a.mark")?.pathname ?? "/";
	const path = location.pathname.startsWith(home) ? location.pathname.slice(home.length) : location.pathname;
	const said = split(decoded(path).replace(/\.[a-z]+$/i, " ")).join(" ");
	if (!said || input.value) return;
	input.value = said + " "; // whole words: nobody is typing
	const { run } = search(form, link, guide, () => {}, () => input.value === said + " ");
	run();
}

function decoded(path) {
	try {
		return decodeURIComponent(path);
	} catch {
		return path; // no UTF-8
	}
}

// address puts a question into an address: { q, kind, topic }.
function address(base, question) {
	const url = new URL(base);
	for (const [name, value] of Object.entries(question)) {
		if (value) url.searchParams.set(name, value);
		else url.searchParams.delete(name);
	}
	return url.href;
}

// search puts filters and results after a form and keeps them up to date. It calls
// changed with whether there is a question. While guessed says so, the question is
// not the reader's: a few answers are enough, and none needs no word.
function search(form, link, guide, changed, guessed = () => false) {
	const input = form.elements.q;
	const status = element("p", { className: "find-status" });
	status.setAttribute("role", "status");
	const list = element("ol", { className: "find-results", lang: document.documentElement.lang });
	const box = form.parentElement.querySelector(".find-box") ?? element("div", { className: "find-box" });
	box.append(status, list);
	form.after(box);
	if (!guide) {
		const say = () => status.replaceChildren(element("a", { href: link.href, dir: "auto", textContent: link.dataset.failed }));
		input.addEventListener("input", say);
		return { run: () => input.value && say(), asked: () => ({ q: input.value.trim() }), choose: () => {} };
	}
	const { words } = guide;
	// The words' language may not be the page's: they stand in boxes of their own.
	const word = (text) => element("bdi", { textContent: text });
	const index = new Index(link.dataset.guide, guide);
	box.lang = guide.lang;
	const kind = choice(word(words.kind), words.all, guide.kinds.length > 1 ? guide.kinds : []);
	const tag = choice(word(words.topic), words.all, guide.tags);
	const keys = element("p", { className: "find-keys" }, word(words.keys));
	const more = element("button", { type: "button", className: "find-more", dir: "auto", textContent: words.more, hidden: true });
	box.prepend(element("div", { className: "find-filters" }, kind, tag));
	box.append(more, keys);

	let turn = 0;
	let most = shown;
	let last = null;
	const run = async () => {
		const mine = ++turn;
		const [text, k, t] = [input.value, kind.querySelector("select").value, tag.querySelector("select").value];
		const asks = text.trim() !== "" || k !== "" || t !== "";
		const guessing = guessed();
		changed(asks);
		box.hidden = guessing; // until there is something
		if (!asks) return show([], () => [], "", 0);
		try {
			const { pages, marked } = await index.find(text, k, t);
			if (!pages.length) return mine === turn && show([], marked, guessing ? "" : words.none, 0);
			for await (const records of index.records(pages.slice(0, guessing ? few : most))) {
				if (mine !== turn) return;
				box.hidden = false;
				show(records, marked, guessing ? words.meant : counted(index.guide, pages.length), pages.length);
			}
		} catch {
			if (mine !== turn) return;
			show([], () => [], "", 0);
			status.append(element("a", { href: link.href, dir: "auto", textContent: words.failed }));
		}
	};
	const show = (records, marked, said, total) => {
		const at = [...list.children].findIndex((item) => item.contains(document.activeElement));
		list.replaceChildren(...records.map((r) => result(r, marked, index.guide)));
		list.children[at]?.querySelector("a").focus(); // whoever was there already stays there
		more.hidden = total <= most;
		status.replaceChildren(word(said));
	};
	// asked gives the question by the names that it has in addresses.
	const named = (label, of) => of[label.querySelector("select").value]?.text ?? "";
	const asked = () => ({ q: input.value.trim(), kind: named(kind, guide.kinds), topic: named(tag, guide.tags) });
	const choose = (given) => {
		for (const [label, of, name] of [[kind, guide.kinds, "kind"], [tag, guide.tags, "topic"]]) {
			const n = of.findIndex(({ text }) => text === given.get(name));
			if (n >= 0) label.querySelector("select").value = n;
		}
	};
	const restart = () => {
		const now = JSON.stringify([input.value, asked()]);
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
	return { run: restart, asked, choose };
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
		if (count) select.append(element("option", { value: n, dir: "auto", textContent: `${text} (${count})` }));
	});
	return element("label", { hidden: of.length === 0 }, name, select);
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
