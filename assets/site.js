// Improvements only: every page is complete without them. Words come from the
// script element itself, in the page's language or in the one that
// data-lang names.
import { copyButtons } from "./copy.js";
import { opener } from "./opener.js";
import { sideNotes } from "./notes.js";
import { reach } from "./reach.js";
import { tabs } from "./tabs.js";

const words = document.currentScript.dataset;

copyButtons(words.copy, words.copied, words.lang);
sideNotes();
tabs();
reach();
opener();
