// The figures that are measured in WebAssembly, in Node: inside the module, and as JavaScript calls.
import { createRequire } from "node:module";

const bench = createRequire(import.meta.url)("./pkg/sg_benches.js");
const names = process.argv.slice(2);
const wanted = (name) => names.length === 0 || names.includes(name);

const best = (runs, run) => Math.min(...Array.from({ length: runs }, run));

function microseconds(count, work) {
  const start = process.hrtime.bigint();
  work(count);
  return Number(process.hrtime.bigint() - start) / 1000 / count;
}

function print(what, each, goal) {
  const figure = `${each.toFixed(1)} µs`;
  const held = goal === undefined ? "" : `   goal: under ${goal} µs (${each < goal ? "reached" : "NOT reached"})`;
  console.log(`  ${what.padEnd(52)} ${figure.padStart(18)}${held}`);
}

if (wanted("packet")) {
  console.log("packet, in wasm");
  const count = 4000;
  // Setting the network up is the same for every count: the difference of two counts is the packets alone.
  const between = (work, rules) => {
    const few = best(3, () => microseconds(1, () => work(count / 4, rules)));
    const many = best(5, () => microseconds(1, () => work(count, rules)));
    return (many - few) / (count * 3 / 4);
  };
  // The default quota, and the most that it can be raised to.
  for (const rules of [60, 200]) {
    const ends = `5 groups of ${rules} rules at each end, 8 checkpoints`;
    console.log(`  ${ends}`);
    between(bench.sendPackets, rules);
    print("  with all evidence, inside the module", between(bench.sendPackets, rules), 50);
    print("  with every sentence and text made", between(bench.sendAndExplain, rules));
    const document = JSON.parse(bench.quotaDocument(rules));
    const packets = Array.from({ length: count }, (_, number) => JSON.parse(bench.quotaPacket(number)));
    const call = best(3, () => {
      const simulation = new bench.Simulation(document);
      const each = microseconds(count, () => packets.forEach((packet) => simulation.send(packet)));
      simulation.free();
      return each;
    });
    print("  the whole JavaScript call, its answer as objects", call);
  }
}

if (wanted("import")) {
  console.log("import, in wasm");
  // Making the text is the same for every count; memory is there after the first import.
  const milliseconds = (count) => best(3, () => microseconds(1, () => bench.importGroups(count))) / 1000;
  const each = milliseconds(2) - milliseconds(1);
  const held = `goal: under 1000 ms (${each < 1000 ? "reached" : "NOT reached"})`;
  console.log(`  ${"2,500 groups of 60 rules, after reading".padEnd(52)} ${`${each.toFixed(0)} ms`.padStart(18)}   ${held}`);
  const description = JSON.parse(bench.groupsText());
  const call = best(3, () => microseconds(1, () => bench.Simulation.fromAws(description).free())) / 1000;
  console.log(`  ${"the whole JavaScript call, from objects".padEnd(52)} ${`${call.toFixed(0)} ms`.padStart(18)}`);
}
