// Asks a server for everything once, then as often as it is told; prints the milliseconds of each answer as JSON.
const [address, times] = [process.argv[2], Number(process.argv[3])];

async function ask(path, body) {
  const from = performance.now();
  const response = await fetch(address + path, body && { method: "POST", body: JSON.stringify(body), headers: { "Content-Type": "application/json" } });
  const text = await response.text();
  const took = performance.now() - from;
  if (!response.ok) throw new Error(`${path}: ${response.status} ${text}`);
  return { took, text };
}

const pause = ms => new Promise(done => setTimeout(done, ms));
const first = {};
const path = "/api/panels";
first[path] = (await ask(path)).took;
const panels = JSON.parse((await ask(path)).text).filter(p => p.available);

// Something to ask for: as many orders, trips, trucks and days as there are requests.
const values = {};
async function some(parameter, sql) {
  try {
    values[parameter] = JSON.parse((await ask("/api/sql", { sql })).text).rows.map(r => String(r[0]));
  } catch {
    values[parameter] = []; // a lake without these tables
  }
}
await some("order_id", `select order_id from gold.sales using sample ${Math.max(times, 1)} rows (reservoir, 1)`);
await some("trip_id", `select trip_id from gold.fct_trip using sample ${Math.max(times, 1)} rows (reservoir, 1)`);
await some("truck_id", "select truck_id from gold.dim_truck");
await some("day", "select distinct production_date from gold.kpi_oee");
values.q = values.order_id.map(id => id.slice(0, 11));

function address_of(panel, i) {
  const needed = panel.parameters.filter(p => !p.optional);
  if (needed.some(p => !values[p.name]?.length)) return null;
  return `/api/panels/${panel.id}` + (needed.length ? "?" + needed.map(p => `${p.name}=${encodeURIComponent(values[p.name][i % values[p.name].length])}`).join("&") : "");
}

const addresses = [
  ["/api/workspace"], ["/api/panels"], ["/api/models"], ["/api/models/gold/sales"], ["/api/tables"], ["/api/tables/gold/sales"],
  ["/api/tables/gold/sales/files"], ["/api/tables/gold/sales/rows?limit=100"], ["/api/runs?limit=10"], ["/api/quarantine"],
  ["/ready"], ...panels.map(p => [p.id, i => address_of(p, i)]).filter(([, of]) => of(0)),
].map(([name, of]) => [name, of ?? (() => name)]);

for (const [name, of] of addresses) first[name] ??= (await ask(of(0))).took;

const warm = {};
for (const [name, of] of addresses) {
  warm[name] = [];
  for (let i = 1; i <= times; i++) warm[name].push((await ask(of(i))).took);
}

// A person types a query; the next worker has started by then.
const sql = "/api/sql";
await pause(1000);
first[sql] = (await ask(sql, { sql: "select status, count(*) from gold.sales group by status" })).took;
warm[sql] = [];
for (let i = 0; i < Math.min(times, 50); i++) {
  await pause(500);
  warm[sql].push((await ask(sql, { sql: `select status, count(*) from gold.sales where quantity > ${i} group by status` })).took);
}

console.log(JSON.stringify({ first, warm }));
