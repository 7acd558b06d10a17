// Tells every journey with script and without, and writes how many things held.
import { readFileSync, writeFileSync } from 'node:fs';
import { campaign_of_92_communes } from './stories/campaign.mjs';
import { delegation_while_the_director_is_away } from './stories/delegation.mjs';
import { document_in_english } from './stories/english.mjs';
import { internal_documents_and_messages } from './stories/internal.mjs';
import { figures_and_a_calendar_file } from './stories/figures.mjs';
import { locked_in_the_middle_of_a_form } from './stories/locked_session.mjs';
import { week_of_a_department } from './stories/meeting.mjs';
import { article_to_reader_and_back } from './stories/portal_article.mjs';
import { article_of_a_commune } from './stories/portal_commune.mjs';
import { province_asks_all_sites } from './stories/portal_demand.mjs';
import { duty_from_red_to_green } from './stories/portal_duty.mjs';
import { two_sites_become_one } from './stories/portal_merger.mjs';
import { posting_with_its_proof } from './stories/portal_posting.mjs';
import { an_old_site_is_taken_over } from './stories/portal_import.mjs';
import { two_editors_at_once } from './stories/portal_two_editors.mjs';
import { dead_link_is_found_and_mended } from './stories/portal_patrol.mjs';
import { map_week_and_figures } from './stories/portal_services.mjs';
import { drafts_stay_on_their_site } from './stories/portal_separation.mjs';
import { article_in_the_editor } from './stories/portal_editor.mjs';
import { every_kind_of_page } from './stories/portal_walk.mjs';
import { notices_in_the_mailbox } from './stories/notices.mjs';
import { petition_seen_by_few } from './stories/petition.mjs';
import { leaders_day_on_the_phone } from './stories/phone.mjs';
import { found_again } from './stories/finding_again.mjs';
import { forty_registrations_by_keyboard } from './stories/registrations.mjs';
import { reorganisation_below_a_department } from './stories/reorganisation.mjs';
import { report_on_handling } from './stories/report.mjs';
import { moves_after_a_decision, people_from_a_sheet, who_cannot_work_today } from './stories/staff_tables.mjs';
import { search_with_and_without_marks } from './stories/searching.mjs';
import { refusal_of_a_secret } from './stories/secrecy.mjs';
import { submission_to_the_committee } from './stories/submissions.mjs';
import { petitions_as_a_table, register_taken_away } from './stories/taken_away.mjs';
import { double_submit, stale_version } from './stories/twice.mjs';
import { whole_way_of_a_document } from './stories/whole_way.mjs';
import { Office, open_browser } from './support/desk.mjs';
import { move_to_postgres, open_province, read_accounts } from './support/house.mjs';
import { Ledger } from './support/ledger.mjs';
import { take_shots } from './support/shots.mjs';

const journeys = {
  'whole way of a document': whole_way_of_a_document,
  'refusal of a secret': refusal_of_a_secret,
  'search with and without marks': search_with_and_without_marks,
  'found again': found_again,
  'delegation while the director is away': delegation_while_the_director_is_away,
  '92 communes asked': campaign_of_92_communes,
  'forty registrations by keyboard': forty_registrations_by_keyboard,
  'reorganisation below a department': reorganisation_below_a_department,
  'a leader’s day on the phone': leaders_day_on_the_phone,
  'report on handling': report_on_handling,
  'figures and a calendar file': figures_and_a_calendar_file,
  'a petition seen by few': petition_seen_by_few,
  'the week of a department': week_of_a_department,
  'a submission to the committee': submission_to_the_committee,
  'a document in English': document_in_english,
  'internal documents and messages': internal_documents_and_messages,
  'notices in the mailbox': notices_in_the_mailbox,
  'portal: from a contributor to a reader and back': article_to_reader_and_back,
  'portal: an article of a commune': article_of_a_commune,
  'portal: a duty from red to green': duty_from_red_to_green,
  'portal: a posting with its proof': posting_with_its_proof,
  'portal: the province asks all sites': province_asks_all_sites,
  'portal: two sites become one': two_sites_become_one,
  'portal: drafts stay on their site': drafts_stay_on_their_site,
  'portal: an article in the editor': article_in_the_editor,
  'portal: two editors at once': two_editors_at_once,
  'portal: an old site is taken over': an_old_site_is_taken_over,
  'portal: a dead link is found and mended': dead_link_is_found_and_mended,
  'portal: map, week and figures': map_week_and_figures,
  'portal: every kind of page': every_kind_of_page,
  'people from a sheet': people_from_a_sheet,
  'moves after a decision': moves_after_a_decision,
  'who cannot work today': who_cannot_work_today,
  'a register taken away': register_taken_away,
  'petitions as a table': petitions_as_a_table,
  'a form sent twice': double_submit,
  'a stale form': stale_version,
  'a session locked in the middle of a form': locked_in_the_middle_of_a_form,
};
const by_hand_only = new Set(['forty registrations by keyboard']);    // keys are a matter of script
const own_database = new Set(['a session locked in the middle of a form', 'notices in the mailbox']);

// Which are told again on PostgreSQL, and with script or without; the others there in the deep run.
const on_postgres = new Map([
  ['whole way of a document', true],
  ['portal: from a contributor to a reader and back', false],
  ['portal: a posting with its proof', false],
  ['portal: every kind of page', false],
]);
const flags = new Set(['deep']);

function read_options(words) {
  const options = {};
  for (let n = 0; n < words.length; n++) {
    const name = words[n].slice(2);
    if (!words[n].startsWith('--')) options.file = words[n];
    else options[name] = flags.has(name) ? true : words[++n];
  }
  return options;
}

function weights(office) {
  const kb = (bytes) => (bytes / 1024).toFixed(1);
  for (const [whose, public_ones] of [['an official', false], ['a reader', true]]) {
    const desks = office.opened.filter((desk) => desk.public_reader === public_ones)
      .map((desk) => desk.checks).filter((checks) => checks.first);
    if (desks.length === 0) continue;
    office.ledger.note(`of ${whose}: heaviest first page ${kb(Math.max(...desks.map((one) => one.first)))} KB, ` +
      `heaviest next page ${kb(Math.max(...desks.map((one) => one.heaviest)))} KB over the wire`);
  }
}

function stories_of(house, script, options) {
  return Object.entries(journeys).filter(([name]) =>
    (!options.only || name.includes(options.only)) && (script || !by_hand_only.has(name)) &&
    (house.data || !own_database.has(name)) && told_here(house, name, script, options));
}

function told_here(house, name, script, options) {
  return !house.database || options.deep || (on_postgres.has(name) && on_postgres.get(name) === script);
}

async function tell_all(house, browser, ledger, options) {
  for (const script of options.script ? [options.script === 'yes'] : [true, false]) {
    const office = new Office({ browser, house, ledger, script, seen_by_axe: new Map() });
    const how = `${script ? 'with' : 'without'} script${house.database ? ', on PostgreSQL' : ''}`;
    for (const [name, story] of stories_of(house, script, options)) {
      await ledger.tell(`${name}, ${how}`, () => story(office));
    }
    if (options.shots && script && !house.database) {
      await ledger.tell('pictures', () => take_shots(office, options.shots));
    }
    weights(office);
    await office.close();
  }
}

// Tells the stories in a house, ends it, and looks for what went wrong inside without any page saying so.
async function live_in(house, browser, ledger, options) {
  try {
    await tell_all(house, browser, ledger, options);
  } finally {
    ledger.journey = `the program itself${house.database ? ', on PostgreSQL' : ''}`;
    for (const line of faults_in_log(house)) ledger.fault('log', line);
    const code = await house.close();
    if (code) ledger.fault('serve', `ended with ${code}`);
  }
}

async function told_again_on_postgres(house, browser, ledger, options) {
  const wanted = options.postgres !== 'no' && !options.address && !options.shots;
  const later = { ...house, database: 'later' };
  if (!wanted || ![true, false].some((script) => stories_of(later, script, options).length > 0)) return;
  let moved = null;
  await ledger.tell('the house moves to PostgreSQL', async () => { moved = await move_to_postgres(house); });
  if (moved) await live_in(moved, browser, ledger, options);
}

// A page asks the database much more often than it declares, as for each line of a list. A directory or settings that
// were read anew meanwhile are ten to fifteen statements.
const read_anew = 20;
function asks_too_often(line) {
  const [, queries, budget] = / WEB_QUERY_BUDGET .*queries=(\d+) budget=(\d+)/.exec(line) ?? [];
  return queries > +budget + read_anew;
}

// What went wrong inside without any page saying so.
function faults_in_log(house) {
  if (!house.log) return [];
  return readFileSync(house.log, 'utf8').split('\n')
    .filter((line) => / (error|critical) [A-Z]+_/.test(line) || asks_too_often(line))
    .map((line) => line.slice(0, 300));
}

const options = read_options(process.argv.slice(2));
const ledger = new Ledger();
const house = options.address
  ? { address: options.address, data: options.data, accounts: read_accounts(options.accounts), close: async () => 0 }
  : await open_province({ dinh: options.dinh });
const browser = await open_browser();
try {
  if (options.postgres === 'only') await house.close();
  else await live_in(house, browser, ledger, options);
  await told_again_on_postgres(house, browser, ledger, options);
} finally {
  await browser.close();
  house.pull_down?.();
}
console.log('');
for (const note of ledger.notes) console.log(note);
for (const fault of ledger.faults) console.log(`FAILED ${fault}`);
const summary = ledger.summary();
console.log(`${summary.passed} held, ${summary.failed} did not`);
if (options.file) writeFileSync(options.file, JSON.stringify(summary));
process.exitCode = summary.failed === 0 && summary.passed > 0 ? 0 : 1;
