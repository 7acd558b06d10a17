// Counts what was shown to hold and what was not. A journey stops at its first broken step; what is found wrong on a
// page on the way is counted and does not stop it.
export class Ledger {
  constructor() {
    this.passed = 0;
    this.faults = [];
    this.notes = [];
    this.journey = '';
  }

  held() { this.passed++; }

  fault(where, what) {
    this.faults.push(`${this.journey} | ${where}: ${what}`);
    console.log(`  FAILED ${where}: ${what}`);
  }

  // A fault of a page is told once, however often the page is seen.
  found(where, what) {
    const line = `page | ${where}: ${what}`;
    if (this.faults.includes(line)) return;
    this.faults.push(line);
    console.log(`  FAILED page ${where}: ${what}`);
  }

  note(text) {
    this.notes.push(text);
    console.log(`  ${text}`);
  }

  async tell(name, story) {
    this.journey = name;
    const begun = Date.now();
    console.log(`journey: ${name}`);
    try {
      await story();
      this.held();
    } catch (error) {
      this.fault('broken off', String(error.stack ?? error).split('\n').slice(0, 12).join('\n    '));
    }
    console.log(`  ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  }

  summary() { return { passed: this.passed, failed: this.faults.length }; }
}
