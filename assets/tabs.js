// Tabs: of several ways one is shown. Without this they stand below each other,
// each open. The same choice is made in all groups that offer it.
export function tabs() {
	const groups = [...document.querySelectorAll(".tabs")];
	groups.forEach((group, g) => {
		const panels = [...group.children].filter((e) => e.matches(".tab"));
		if (panels.length < 2) return;
		const bar = document.createElement("div");
		bar.setAttribute("role", "tablist");
		const buttons = panels.map((panel, n) => {
			const name = panel.querySelector("summary");
			const button = document.createElement("button");
			button.type = "button";
			button.id = `t_tab-${g}-${n}`;
			button.textContent = name.textContent;
			button.setAttribute("role", "tab");
			button.setAttribute("aria-controls", `t_panel-${g}-${n}`);
			const body = document.createElement("div");
			body.id = `t_panel-${g}-${n}`;
			body.className = "panel";
			body.tabIndex = 0;
			body.dataset.name = button.textContent; // for paper, which shows all of them
			body.setAttribute("role", "tabpanel");
			body.setAttribute("aria-labelledby", button.id);
			name.remove();
			body.append(...panel.childNodes);
			panel.replaceWith(body);
			bar.append(button);
			button.addEventListener("click", () => choose(button.textContent, group));
			return button;
		});
		bar.addEventListener("keydown", (e) => {
			const step = { ArrowRight: 1, ArrowLeft: -1, Home: -buttons.length, End: buttons.length }[e.key];
			if (!step) return;
			e.preventDefault();
			const rtl = getComputedStyle(bar).direction === "rtl" && e.key.startsWith("Arrow");
			const at = buttons.indexOf(document.activeElement) + (rtl ? -step : step);
			const next = buttons[Math.abs(step) > 1 ? Math.max(0, Math.min(buttons.length - 1, at)) : (at + buttons.length) % buttons.length];
			next.focus(); // which also brings it into sight
			next.click();
		});
		group.prepend(bar);
		show(group, 0);
	});

	function choose(name, by) {
		const top = by.getBoundingClientRect().top;
		for (const group of groups) {
			const at = [...group.querySelectorAll(":scope > [role=tablist] > [role=tab]")].findIndex((b) => b.textContent === name);
			if (at >= 0) show(group, at);
		}
		scrollBy(0, by.getBoundingClientRect().top - top); // groups above may have changed their height
	}

	function show(group, at) {
		group.querySelectorAll(":scope > [role=tablist] > [role=tab]").forEach((b, n) => {
			b.setAttribute("aria-selected", n === at);
			b.tabIndex = n === at ? 0 : -1;
		});
		group.querySelectorAll(":scope > .panel").forEach((p, n) => (p.hidden = n !== at));
	}
}
