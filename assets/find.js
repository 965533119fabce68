// Looks words up in the index; internal/search says how it is made. Files are
// loaded when a question needs them, and kept.
const single = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}";
const words = new RegExp(`[${single}]|(?:[eE]-(?=[a-zA-Z]{2}))?(?:(?![${single}])[\\p{L}\\p{N}\\p{M}])+`, "gu");
const alone = new RegExp(`^[${single}]$`, "u");
const letters = /[\p{L}\p{N}]/gu;

const first = 3; // results that do not wait for the others
const enough = 0.6; // of what the best page has of a question

// fold writes a word as the index does: e-mail is email.
const fold = (word) => word.toLowerCase().replace("-", "").normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/ς/g, "σ").normalize("NFC");

// isWord leaves single letters out.
const isWord = (word) => alone.test(word) || (word.match(letters)?.length ?? 0) > 1;

// split gives the words of a text, folded.
export const split = (text) => (text.replace(/\u00ad/g, "").match(words) ?? []).filter(isWord).map(fold);

// parts cuts a text into words and what stands between them.
function* parts(text) {
	let at = 0;
	for (const m of text.matchAll(words)) {
		if (m.index > at) yield [text.slice(at, m.index), ""];
		yield [m[0], isWord(m[0]) ? fold(m[0]) : ""];
		at = m.index + m[0].length;
	}
	if (at < text.length) yield [text.slice(at), ""];
}

export class Index {
	constructor(url, guide) {
		this.url = new URL(url, location.href);
		this.renew(guide);
	}

	renew(guide) {
		this.guide = guide;
		this.ends = new Set(guide.ends);
		this.files = new Map();
	}

	// find gives the numbers of the pages that answer best, the best first, and
	// marked, which tells the words that were looked for from the others of a text.
	// The last word is taken for the beginning of one while it is typed. A site
	// that was published anew meanwhile has another index: it is fetched once.
	async find(text, kind, tag) {
		try {
			return await this.search(text, kind, tag);
		} catch {
			const answer = await fetch(this.url, { cache: "no-cache" });
			if (!answer.ok) throw new Error(answer.status);
			this.renew(await answer.json());
			return this.search(text, kind, tag);
		}
	}

	async search(text, kind, tag) {
		const asked = split(text);
		const typing = /[\p{L}\p{N}\p{M}]$/u.test(text);
		const [found, ...only] = await Promise.all([
			Promise.all(asked.map((word, i) => this.stems(word, typing && i === asked.length - 1))),
			kind && this.list("@" + kind),
			tag && this.list("#" + tag),
		]);
		const allowed = only.filter(Boolean).map((list) => new Set(pagesOf(list, this.guide.scale)));
		const pages = asked.length ? await this.best(asked, found, typing) : allowed.length ? [...allowed[0]] : [];
		const stems = new Set(found.flatMap((lists) => lists.map(([stem]) => stem)));
		const start = typing && asked.at(-1)?.length > 2 ? asked.at(-1) : null;
		return {
			pages: pages.filter((p) => allowed.every((set) => set.has(p))),
			marked: (text) => [...parts(text)].map(([part, word]) => [part, word !== "" && (start !== null && word.startsWith(start) || this.known(word).some((s) => stems.has(s)))]),
		};
	}

	// best ranks the pages, those whose title is the question first. Where nothing is
	// found, common words are looked for in short titles: as the question, or as what
	// a title begins with that is being typed.
	async best(asked, found, typing) {
		const whole = "=" + asked.join(" ");
		if (found.every((lists) => !lists.length)) {
			const common = await Promise.all(asked.map(async (word) => (await this.shard(word)).f[word] === 0));
			const { s } = await this.shard(whole);
			found = common.every(Boolean)
				? await Promise.all(asked.map(async (word) => [["=" + word, await this.list("=" + word), 1]]))
				: [Object.keys(s).filter((name) => typing && name.startsWith(whole)).map((name) => [name, s[name], 1])];
		}
		const titled = (await this.list(whole)).reduce(([page, set], n) => {
			page += Math.floor(n / this.guide.scale);
			return [page, n % this.guide.scale > 1 ? set.add(page) : set];
		}, [-1, new Set()])[1];
		return this.rank(found, titled);
	}

	// rank adds up what each page has of each word. How much of the question a page
	// has is counted by how rare the words are; one that lacks too much is no answer.
	rank(found, first) {
		const { pages, scale } = this.guide;
		const score = new Float64Array(pages);
		const share = new Float64Array(pages);
		for (const lists of found) {
			const best = new Map();
			let rarest = 0;
			for (const [, list, factor] of lists) {
				const rare = Math.log(1 + (pages - list.length + 0.5) / (list.length + 0.5)) * factor;
				rarest = Math.max(rarest, rare);
				let page = -1;
				for (const n of list) {
					page += Math.floor(n / scale);
					best.set(page, Math.max(best.get(page) ?? 0, rare * (n % scale)));
				}
			}
			for (const [page, s] of best) {
				score[page] += s;
				share[page] += rarest;
			}
		}
		const most = share.reduce((a, b) => Math.max(a, b), 0);
		const all = [];
		for (let p = 0; p < pages; p++) {
			if (share[p] === 0 || share[p] < most * enough) continue;
			score[p] *= (share[p] / most) ** 2;
			all.push(p);
		}
		return all.sort((a, b) => first.has(b) - first.has(a) || score[b] - score[a] || a - b);
	}

	// stems gives [stem, postings, factor] of all stems that a word may be meant for.
	async stems(word, typing) {
		const shard = await this.shard(word);
		const meant = new Map(stemsIn(shard, word, this.ends).map((s) => [s, 1]));
		if (typing && word.length > 2) {
			for (const s of Object.keys(shard.s)) if (s.startsWith(word) && !meant.has(s)) meant.set(s, 0.6);
			for (const [form, to] of Object.entries(shard.f)) {
				if (form.startsWith(word)) for (const s of listed(to)) if (!meant.has(s)) meant.set(s, 0.6);
			}
		}
		const all = await Promise.all([...meant].map(async ([s, factor]) => [s, await this.list(s), factor]));
		return all.filter(([, list]) => list.length);
	}

	// known gives the stems of a word by what has been loaded.
	known(word) {
		const shard = this.files.get(this.file(word))?.loaded;
		return shard ? stemsIn(shard, word, this.ends) : [];
	}

	async list(stem) {
		const { s } = await this.shard(stem);
		return Object.hasOwn(s, stem) ? s[stem] : [];
	}

	// records gives what is shown of pages, those of the first few as soon as they
	// are here.
	async *records(pages) {
		const all = this.some(pages);
		all.catch(() => {}); // it is awaited below
		if (pages.length > first) yield await this.some(pages.slice(0, first));
		yield await all;
	}

	async some(pages) {
		const { block } = this.guide;
		const blocks = await Promise.all(pages.map((p) => this.load(`p${Math.floor(p / block)}.json`)));
		return pages.map((p, i) => blocks[i][p % block]);
	}

	shard(word) { return this.load(this.file(word)); }

	// file names the shard of a word: by its first three characters, FNV-1a.
	file(word) {
		let hash = 2166136261;
		for (const c of [...word].slice(0, 3)) hash = Math.imul(hash ^ c.codePointAt(0), 16777619) >>> 0;
		return `w${hash % this.guide.shards}.json`;
	}

	load(file) {
		let entry = this.files.get(file);
		if (!entry) {
			entry = {};
			entry.promise = fetch(new URL(`${this.guide.name}/${file}`, this.url)).then(async (r) => {
				if (!r.ok) throw new Error(r.status);
				return (entry.loaded = await r.json());
			});
			entry.promise.catch(() => this.files.delete(file)); // to be asked for again
			this.files.set(file, entry);
		}
		return entry.promise;
	}
}

const listed = (to) => (to === 0 ? [] : [].concat(to));

// stemsIn gives the stems of a word: as listed, else the longest with a common ending.
function stemsIn({ s, f }, word, ends) {
	if (Object.hasOwn(f, word)) return listed(f[word]);
	for (let i = word.length; i > 0; i--) {
		const stem = word.slice(0, i);
		if (Object.hasOwn(s, stem) && (i === word.length || ends.has(word.slice(i)))) return [stem];
	}
	return [];
}

function pagesOf(list, scale) {
	let page = -1;
	return list.map((n) => (page += Math.floor(n / scale)));
}
