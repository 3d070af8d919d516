// Runs a script for Google Forms with stand-ins for what Google gives it; prints the items of the form.
import { readFileSync } from "node:fs";

const items = [];
const logged = [];
const item = (kind) => {
  const made = { kind };
  const proxy = new Proxy(made, {
    get: (_, name) => (value) => {
      if (!["Title", "HelpText", "Required", "Rows", "Columns", "ChoiceValues"].some((one) => name === `set${one}`)) {
        throw new Error(`no method ${name}`);
      }
      made[name.slice(3)] = value;
      return proxy;
    },
  });
  items.push(made);
  return proxy;
};
const form = {
  setDescription: (text) => items.push({ kind: "description", Title: text }),
  addTextItem: () => item("text"),
  addParagraphTextItem: () => item("paragraph"),
  addCheckboxItem: () => item("checkbox"),
  addCheckboxGridItem: () => item("grid"),
  getEditUrl: () => "https://docs.google.com/forms/d/1/edit",
  getPublishedUrl: () => "https://docs.google.com/forms/d/e/1/viewform",
};
const FormApp = {
  create: (title) => {
    items.push({ kind: "title", Title: title });
    return form;
  },
};
const Logger = { log: (line) => logged.push(line) };
new Function("FormApp", "Logger", `${readFileSync(0, "utf-8")}\nmakeForm();`)(FormApp, Logger);
console.log(JSON.stringify(items));
