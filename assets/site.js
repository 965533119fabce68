// Improvements only: every page is complete without them. Words come from the
// script element itself, in the page's language.
import { copyButtons } from "./copy.js";
import { sideNotes } from "./notes.js";

const words = document.currentScript.dataset;

copyButtons(words.copy, words.copied);
sideNotes();
