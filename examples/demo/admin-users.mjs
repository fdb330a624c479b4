import { medusaCommand } from "./programs.mjs";
import { runLogged } from "./run-logged.mjs";
import { StepError } from "./step-error.mjs";

/** Makes Medusa's admin user unless the database has it. */
export async function ensureMedusaAdmin({ databaseUrl, admin, env, log }) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const found = await client.query(`select 1 from "user" where email = $1 and deleted_at is null`, [
      admin.email,
    ]);
    if (found.rowCount > 0) return "there already";
  } finally {
    await client.end();
  }
  await runLogged(medusaCommand.command, ["user", "--email", admin.email, "--password", admin.password], {
    cwd: medusaCommand.cwd,
    env,
    log,
    failed: "Medusa's admin user could not be made: `npm start -- --reset` begins anew.",
  });
  return admin.email;
}

/** Registers Strapi's first admin over its own route, which closes after the first. */
export async function ensureStrapiAdmin({ url, admin }) {
  const init = await fetch(`${url}/admin/init`).then((response) => response.json());
  if (init.data.hasAdmin) return "there already";
  const response = await fetch(`${url}/admin/register-admin`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ firstname: "Demo", lastname: "Admin", ...admin }),
  });
  if (!response.ok) {
    const { error } = await response.json().catch(() => ({}));
    throw new StepError(
      `Strapi's admin could not be made (${error?.message ?? response.status}): read Strapi's log.`,
    );
  }
  return admin.email;
}
