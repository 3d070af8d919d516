// Prints, for each calendar file named, its events as ical.js reads them: [[uid, start, end, title], ...]
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

function moment(time) {
  if (time.isDate) return time.toICALString();
  if (time.zone === ICAL.Timezone.localTimezone) return "floating";
  return time.toJSDate().toISOString().replace(/[-:]|\.000/g, "");
}

function events(path) {
  const calendar = new ICAL.Component(ICAL.parse(readFileSync(path, "utf8")));
  ICAL.TimezoneService.reset();
  calendar.getAllSubcomponents("vtimezone").forEach((zone) => ICAL.TimezoneService.register(zone));
  return calendar.getAllSubcomponents("vevent").map((component) => {
    const event = new ICAL.Event(component);
    return [event.uid, moment(event.startDate), moment(event.endDate), event.summary];
  });
}

console.log(JSON.stringify(process.argv.slice(2).map(events)));
