// Boxes that scroll take the focus, to be scrolled with keys. The page gives it to
// all that may be wider than the screen; here those lose it that are not.
export function reach() {
	const boxes = document.querySelectorAll(":is(.table, .listing)[tabindex]");
	const watch = new ResizeObserver((all) => {
		for (const { target } of all) {
			if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
			else target.removeAttribute("tabindex");
		}
	});
	for (const box of boxes) watch.observe(box);
}
