// htmx as a file of its own: it changes far less often than our scripts, so it stays in the browsers' caches.
import 'htmx.org/dist/htmx.esm.js';
