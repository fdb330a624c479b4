import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { startPostgres } from "@goodword/example-demo/postgres";
import { migrate } from "@goodword/store";
import autocannon from "autocannon";
import knexOf from "knex";
import { query, startShop, stockDatabase } from "../load/shop-processes.mjs";

const GOALS = {
  ratioToInsertPerRequest: 1.6,
  ratioToBare: 0.17,
  ratioToEmptyRoute: 0.9,
  ratioAtOneConnection: 1.2,
};
const codes = 100_000;
const rounds = 4;
const seconds = 5;

/**
 * Visits of share links a second, each by somebody else and each on disk before it is answered: on a bare server,
 * beside one that inserts a row a request and one that does nothing; and on Medusa, beside its empty route. The
 * ways take turns in one run. Then a server is killed under load: what it answered must be there.
 * @returns {Promise<import("./run.mjs").Measured>}
 */
export async function measure({ seed }) {
  const folder = await mkdtemp(join(tmpdir(), "goodword-redirect-"));
  const server = await startPostgres({ dataDir: join(folder, "data"), durable: true });
  try {
    // First: the database is busy with all the rows of the others for minutes.
    const medusa = await onMedusa(server, folder);
    const bare = await onBareServer(server, seed);
    const figures = { ...bare, ...medusa, seed };
    const held =
      figures.ratioToInsertPerRequest >= GOALS.ratioToInsertPerRequest &&
      figures.ratioToBare >= GOALS.ratioToBare &&
      figures.ratioToEmptyRoute >= GOALS.ratioToEmptyRoute &&
      figures.ratioAtOneConnection <= GOALS.ratioAtOneConnection &&
      figures.p99 <= figures.p99InsertPerRequest &&
      figures.rows === figures.answers &&
      figures.rowsAfterKill >= figures.answersBeforeKill;
    return { figures, held };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function onBareServer(server, seed) {
  const url = await server.createDatabase("redirect");
  const knex = knexOf({ client: "pg", connection: url, pool: { min: 0, max: 2 } });
  await migrate(knex);
  await knex.raw(
    `insert into goodword_participant (id, first_order_id, locale, enrolled_at)
     select 'participant_' || n, 'order_' || n, 'en', now() from generate_series(1, ?) as n`,
    [codes],
  );
  await knex.raw(
    `insert into goodword_code (code, program_id, participant_id, status, is_primary, created_at)
     select ${codeAt("n")}, 'default', 'participant_' || n, 'active', true, now() from generate_series(1, ?) as n`,
    [codes],
  );
  await knex.raw("vacuum analyze");
  const count = async () => Number((await knex("goodword_click").count("* as n"))[0].n);
  const servers = {};
  for (const way of ["goodword", "insert", "bare"]) servers[way] = await listen(way, url);
  try {
    const many = { goodword: [], insert: [], bare: [] };
    const one = { goodword: [], insert: [] };
    for (const way of Object.keys(servers))
      await load(servers[way].url, { connections: 50, duration: 2, seed });
    // Apart from the rush, and before it: the more rows one has brought, the longer the disk is busy with them.
    await sleep(5_000);
    // Each is first as often as second.
    const calmWays = ["goodword", "insert"];
    for (let round = 0; round < 4 * rounds; round += 1) {
      for (const way of round % 2 === 0 ? calmWays : calmWays.toReversed()) {
        const calm = await load(servers[way].url, { connections: 1, duration: 2, seed });
        one[way].push(calm);
        console.error(`${way}, alone: p50 ${calm.p50.toFixed(2)} ms`);
      }
    }
    for (let round = 0; round < rounds; round += 1) {
      for (const way of Object.keys(servers)) {
        const busy = await load(servers[way].url, { connections: 50, duration: seconds, seed });
        many[way].push(busy);
        console.error(`${way}: ${Math.round(busy.perSecond)} a second, p99 ${busy.p99.toFixed(1)} ms`);
      }
    }
    const first = await count();
    const { answers } = await load(servers.goodword.url, { connections: 50, amount: 20_000, seed });
    const before = await count();
    const rows = before - first;
    const killed = load(servers.goodword.url, { connections: 50, duration: 3, seed });
    setTimeout(() => servers.goodword.kill(), 2_000);
    const { answers: answersBeforeKill } = await killed;
    const rowsAfterKill = (await count()) - before;
    const rate = (way) => mean(many[way].map(({ perSecond }) => perSecond));
    // Round by round: how long the disk takes changes within a run, for both.
    const calmer = one.goodword.map(({ p50 }, round) => p50 / one.insert[round].p50);
    const worst = (way) => round2(median(many[way].map(({ p99 }) => p99)));
    return {
      perSecond: Math.round(rate("goodword")),
      ratioToInsertPerRequest: round2(rate("goodword") / rate("insert")),
      ratioToBare: round2(rate("goodword") / rate("bare")),
      p99: worst("goodword"),
      p99InsertPerRequest: worst("insert"),
      ratioAtOneConnection: round2(median(calmer)),
      answers,
      rows,
      answersBeforeKill,
      rowsAfterKill,
    };
  } finally {
    for (const { kill } of Object.values(servers)) await kill();
    await knex.destroy();
  }
}

async function onMedusa(server, folder) {
  const databaseUrl = await server.createDatabase("medusa");
  await stockDatabase(databaseUrl, folder);
  const shop = await startShop({ databaseUrl, log: join(folder, "medusa.log"), goodword: true });
  try {
    if (!(await shop.ready)) throw new Error("Medusa did not start");
    await query(
      databaseUrl,
      `insert into goodword_participant (id, first_order_id, locale, enrolled_at)
       select 'participant_' || n, 'order_' || n, 'en', now() from generate_series(1, $1::int) as n`,
      [codes],
    );
    await query(
      databaseUrl,
      `insert into goodword_code (code, program_id, participant_id, status, is_primary, created_at)
       select ${codeAt("n")}, 'friends', 'participant_' || n, 'active', true, now() from generate_series(1, $1::int) as n`,
      [codes],
    );
    const rates = { link: [], empty: [] };
    // A route of the same kind: that its path varies costs the server and the one who asks something, too.
    const ways = [
      ["link", {}],
      ["empty", { under: "empty", expected: 204 }],
    ];
    // Two to warm up; and each way is first as often as second.
    for (let round = -2; round < 2 * rounds; round += 1) {
      for (const [way, asked] of round % 2 === 0 ? ways : ways.toReversed()) {
        const { perSecond } = await load(shop.url, { connections: 50, duration: seconds, seed: 1, ...asked });
        if (round >= 0) rates[way].push(perSecond);
        console.error(`Medusa, ${way}: ${Math.round(perSecond)} a second`);
      }
    }
    return {
      medusaPerSecond: Math.round(mean(rates.link)),
      ratioToEmptyRoute: round2(mean(rates.link) / mean(rates.empty)),
    };
  } finally {
    await shop.kill();
  }
}

/** A server in a process of its own. */
async function listen(way, url) {
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL("redirect-server.mjs", import.meta.url)), way],
    {
      env: { ...process.env, DATABASE_URL: url },
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    },
  );
  const gone = new Promise((done) => child.once("exit", done));
  const port = await new Promise((resolve, reject) => {
    child.once("message", resolve);
    gone.then(() => reject(new Error(`the server "${way}" did not start`)));
  });
  const kill = async () => {
    child.kill("SIGKILL");
    await gone;
  };
  return { url: `http://127.0.0.1:${port}`, kill };
}

let visitors = 0;

/** Visits for `duration` seconds, or an `amount` of them; whoever is answered with anything but what is expected fails the run. */
async function load(url, { connections, duration, amount, seed, under = "go", expected = 302 }) {
  const times = [];
  let wrong = 0;
  const visit = (request) => {
    visitors += 1;
    const code = codeOf(1 + ((visitors * 7_919 + seed) % codes));
    return {
      ...request,
      path: `/${under}/${code.toLowerCase()}`,
      headers: {
        ...request.headers,
        // A network each: the addresses of one /64 are one visitor's.
        "x-forwarded-for": `2001:db8:${(visitors >>> 16).toString(16)}:${(visitors & 0xffff).toString(16)}::1`,
        "user-agent": `Mozilla/5.0 (visitor ${visitors})`,
      },
    };
  };
  const run = autocannon({
    url,
    connections,
    ...(amount === undefined ? { duration } : { amount }),
    requests: [{ method: "GET", setupRequest: visit }],
  });
  run.on("response", (_client, status, _bytes, milliseconds) => {
    if (status === expected) times.push(milliseconds);
    else wrong += 1;
  });
  const { duration: took } = await run;
  if (wrong > 0) throw new Error(`${url}: ${wrong} answers were not ${expected}`);
  times.sort((a, b) => a - b);
  const at = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  return { answers: times.length, perSecond: times.length / took, p50: at(0.5), p99: at(0.99) };
}

// Letters that a code may have, so that each number is one code of nine.
const alphabet = "256789BCDFGHJKMN";
const codeOf = (n) =>
  `FRIEND-${n
    .toString(16)
    .padStart(9, "0")
    .replace(/./g, (digit) => alphabet[Number.parseInt(digit, 16)])}`;
const codeAt = (n) => `'FRIEND-' || translate(lpad(to_hex(${n}), 9, '0'), '0123456789abcdef', '${alphabet}')`;

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const round2 = (value) => Math.round(value * 100) / 100;
