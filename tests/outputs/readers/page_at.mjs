// Runs the script of a page at a moment; prints the page as it then is: what each section says, and
// what is folded away.
// node page_at.mjs PAGE MOMENT
import { readFileSync } from "node:fs";
import vm from "node:vm";
import { parseHTML } from "linkedom";

const [page, moment] = process.argv.slice(2);
const { document } = parseHTML(readFileSync(page, "utf8"));
class Then extends Date {
  constructor(...given) {
    super(...(given.length ? given : [moment]));
  }
}
for (const script of document.querySelectorAll("script")) {
  vm.runInNewContext(script.textContent, { document, Date: Then });
}
process.stdout.write(document.toString());
