// Everything here only improves: each page does its work without it.
import './requests.js';
import './counters.js';
import './keys.js';
import './tables.js';
import './combo.js';
import './forms.js';
import './dates.js';
import './upload.js';
import './lock.js';

document.documentElement.classList.add('js');
