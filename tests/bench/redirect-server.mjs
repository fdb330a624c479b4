// One way to answer share links, in a process of its own: node redirect-server.mjs bare|insert|goodword.
// Tells its parent the port it listens on.
import { createHmac, randomBytes } from "node:crypto";
import { createServer } from "node:http";
import { createLimiter, mountExpress, openShareLink } from "@goodword/api";
import { createGoodword } from "@goodword/core";
import { knexStore } from "@goodword/store";
import knexOf from "knex";
import pg from "pg";
import { program, secret } from "./bench-shop.mjs";

const url = process.env.DATABASE_URL;
/** As many connections as Medusa's own pool takes from a database that nobody tuned. */
const connections = 10;

const ways = { bare, insert, goodword };
const server = createServer(await ways[process.argv[2]]());
server.listen(0, "127.0.0.1", () => process.send(server.address().port));
process.once("disconnect", () => process.exit());

/** What node:http costs by itself. */
function bare() {
  return (_request, response) => {
    response.writeHead(302, { location: "https://shop.example/friend" }).end();
  };
}

/** What most would write: the code is looked up and the click inserted, each awaited, a request after the other. */
function insert() {
  const pool = new pg.Pool({ connectionString: url, min: connections, max: connections });
  const find = {
    name: "find",
    text: "select code, program_id, status from goodword_code where code = $1",
  };
  const write = {
    name: "write",
    text: `insert into goodword_click (id, code, program_id, visitor, hour, clicked_at, kind)
      values ($1, $2, $3, $4, date_trunc('hour', now()), now(), 'human') on conflict do nothing`,
  };
  return async (request, response) => {
    const code = request.url.split("/").at(-1).toUpperCase();
    const { rows } = await pool.query({ ...find, values: [code] });
    const visitor = createHmac("sha256", secret)
      .update(`${request.headers["x-forwarded-for"]}|${request.headers["user-agent"]}`)
      .digest("hex");
    await pool.query({
      ...write,
      values: [randomBytes(12).toString("hex"), code, rows[0].program_id, visitor],
    });
    response.writeHead(302, {
      location: `https://shop.example/friend?ref=${code}`,
      "cache-control": "no-store",
    });
    response.end();
  };
}

function goodword() {
  const knex = knexOf({ client: "pg", connection: url, pool: { min: connections, max: connections } });
  const engine = createGoodword(
    {
      store: knexStore(knex),
      clock: { now: () => new Date() },
      ids: {
        id: (prefix) => `${prefix}_${Date.now().toString(36)}${randomBytes(10).toString("hex")}`,
        bytes: (length) => randomBytes(length),
      },
      issuer: { kinds: ["discount-code"] },
      notifier: null,
      log: { warn: (message, fields) => console.error(message, fields) },
    },
    { secret, programs: [program], mails: { orderConfirmation: false } },
  );
  const limiter = createLimiter();
  const answer = mountExpress(openShareLink, {
    goodword: () => engine,
    trustedProxies: 1,
    limiter: () => limiter,
    report: (error) => console.error(error),
  });
  return (request, response) => {
    const [path] = request.url.split("?");
    answer(
      {
        method: request.method,
        params: { code: decodeURIComponent(path.split("/").at(-1)) },
        query: {},
        headers: request.headers,
        socket: request.socket,
      },
      {
        status: (code) => {
          response.statusCode = code;
        },
        setHeader: (name, value) => response.setHeader(name, value),
        json: (body) => response.end(JSON.stringify(body)),
        end: () => response.end(),
      },
    );
  };
}
