import { mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { ensureMedusaAdmin, ensureStrapiAdmin } from "./admin-users.mjs";
import { defaultPorts, environmentOf, portVariable } from "./environment.mjs";
import { isPortFree } from "./ports.mjs";
import { startPostgres } from "./postgres.mjs";
import { medusaCommand, programs } from "./programs.mjs";
import { createProgress } from "./progress.mjs";
import { demoFolder, toolEnvironment } from "./repository.mjs";
import { runLogged } from "./run-logged.mjs";
import { claim, note } from "./run-record.mjs";
import { startService } from "./service.mjs";
import { StepError } from "./step-error.mjs";

/** @typedef {"mail" | "strapi" | "medusa" | "shop"} ProgramName */

/**
 * Starts the whole shop on built packages: database, migrations, seed, log-ins, mailbox, Strapi, Medusa and
 * the storefront. Calling it again on the same folder keeps the data and ends what a killed run left behind.
 *
 * @param {object} options
 * @param {string} [options.dataDir]   an absolute path
 * @param {string} [options.logDir]
 * @param {import("./environment.mjs").Ports} [options.ports]
 * @param {readonly ProgramName[]} [options.only]  which of the four run; without Strapi Medusa's staff write the prompts
 * @param {boolean} [options.reset]      throws the data away first
 * @param {boolean} [options.throwaway]  deletes the data folder on `stop`, or at the next run when killed
 * @param {boolean} [options.durable]    PostgreSQL keeps fsync on
 * @param {ReturnType<typeof createProgress>} [options.progress]
 * @throws {import("./step-error.mjs").StepError}
 */
export async function startDemo({
  dataDir = join(demoFolder, "data"),
  logDir = join(demoFolder, "logs"),
  ports = defaultPorts,
  only = ["mail", "strapi", "medusa", "shop"],
  reset = false,
  throwaway = false,
  durable = false,
  progress = createProgress(),
} = {}) {
  const { step } = progress;
  const running = new Map();
  let postgres;
  let forgetPostgres;

  await claim(dataDir, { throwaway });
  if (reset) await rm(dataDir, { recursive: true, force: true });
  await mkdir(join(dataDir, "strapi"), { recursive: true });
  await mkdir(join(dataDir, "mail"), { recursive: true });

  const stop = async () => {
    // What faces people first, the database last.
    for (const name of ["shop", "medusa", "strapi", "mail"]) await stopProgram(name);
    await postgres?.stop();
    forgetPostgres?.();
    if (throwaway) await rm(dataDir, { recursive: true, force: true });
  };
  const stopProgram = async (name) => {
    const program = running.get(name);
    running.delete(name);
    await program?.stop();
  };

  try {
    await refuseTakenPorts(ports);
    postgres = await step("Starting PostgreSQL", () =>
      startPostgres({
        dataDir: join(dataDir, "postgres"),
        port: ports.postgres,
        durable,
        logFile: join(logDir, "postgres.log"),
      }),
    );
    forgetPostgres = note("PostgreSQL", postgres.pid, "SIGINT");
    const databaseUrl = await postgres.createDatabase("medusa");
    const { addresses, admin, keyFile, ...handed } = environmentOf({ dataDir, ports, databaseUrl });
    if (!only.includes("strapi")) handed.medusa.GOODWORD_CONTENT_URL = "";
    const env = (name) => toolEnvironment(handed[name]);
    const medusa = (args, name, failed) =>
      runLogged(medusaCommand.command, args, {
        cwd: medusaCommand.cwd,
        env: env("medusa"),
        log: join(logDir, `${name}.log`),
        failed,
      });

    const startProgram = async (name) => {
      const service = await startService({
        ...programs({ ports, dataDir })[name],
        env: env(name),
        log: join(logDir, `${name}.log`),
      });
      running.set(name, service);
      service.ended.then((how) => {
        if (running.get(name) !== service) return;
        const sentence = `${service.name} stopped by itself (${how}): read the end of the log, then start again.`;
        reportFailure(new StepError(sentence, { log: service.log }));
      });
    };
    let reportFailure;
    /** Settles with the error when a program ends that nobody stopped. */
    const failed = new Promise((resolve) => {
      reportFailure = resolve;
    });

    await step("Migrating the database", () =>
      medusa(["db:migrate"], "migrate", "The database could not be migrated: read the end of the log."),
    );
    await step("Seeding the shop", () =>
      medusa(
        ["exec", "./src/scripts/seed.js"],
        "seed",
        "The shop could not be seeded: read the end of the log; `npm start -- --reset` begins anew.",
      ),
    );
    handed.shop.MEDUSA_PUBLISHABLE_KEY = await readKey(keyFile);
    await step("Making the Medusa log-in", (say) =>
      ensureMedusaAdmin({ databaseUrl, admin, env: env("medusa"), log: join(logDir, "user.log") }).then(say),
    );
    const startOne = async (name, title) => {
      if (only.includes(name)) await step(title, () => startProgram(name));
    };
    await startOne("mail", "Starting the mailbox");
    await startOne("strapi", "Starting Strapi");
    if (only.includes("strapi")) {
      await step("Making the Strapi log-in", (say) =>
        ensureStrapiAdmin({ url: addresses.strapi, admin }).then(say),
      );
    }
    await startOne("medusa", "Starting Medusa");
    await startOne("shop", "Starting the shop");

    return {
      addresses,
      admin,
      ports,
      databaseUrl,
      publishableKey: handed.shop.MEDUSA_PUBLISHABLE_KEY,
      failed,
      /** Starts one of the four again. @param {ProgramName} name */
      startProgram,
      /** Ends one of the four. @param {ProgramName} name */
      stopProgram,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function refuseTakenPorts(ports) {
  for (const [name, port] of Object.entries(ports)) {
    if (await isPortFree(port)) continue;
    throw new StepError(
      `Port ${port} is taken by another program: end that one, or set ${portVariable(name)} to a free port, then run the command again.`,
    );
  }
}

async function readKey(file) {
  const key = (await readFile(file, "utf8").catch(() => "")).trim();
  if (!key.startsWith("pk_"))
    throw new StepError(`The seed left no publishable key in ${file}: run with --reset.`);
  return key;
}
