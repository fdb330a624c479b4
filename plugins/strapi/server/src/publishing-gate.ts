import {
  type ContentProblem,
  checkDraft,
  checkPromptContent,
  type promptContentFields,
} from "@goodword/core";
import type { Core } from "@strapi/strapi";
import { errors } from "@strapi/utils";
import { promptUid } from "./referral-prompt";

/** A row of the content type; a draft may lack anything. */
export interface PromptRow extends Partial<Record<(typeof promptContentFields)[number], string | null>> {
  readonly documentId?: string;
  readonly title?: string | null;
  readonly placement?: string | null;
  readonly locale?: string | null;
  readonly publishedAt?: Date | string | null;
}

interface Refusal {
  readonly field: ContentProblem["field"] | "placement";
  readonly code: ContentProblem["code"] | "GW_PLACEMENT_TAKEN";
  readonly message: string;
}

/**
 * Refuses to publish a prompt that lacks an element or its locale's disclosures, and to save a draft with
 * fields nobody can fill. It listens to the database rather than to documents: every publication, from the
 * admin, a release, a script or `strapi.db.query`, writes a row with `publishedAt`, inside the transaction
 * that a refusal rolls back. Only raw SQL passes; the shop checks what it receives once more.
 */
export function guardPublishing(strapi: Core.Strapi): void {
  strapi.db.lifecycles.subscribe({
    models: [promptUid],
    beforeCreate: ({ params }) => guard(strapi, [params.data]),
    beforeCreateMany: ({ params }) => guard(strapi, [params.data].flat()),
    beforeUpdate: async ({ params }) => guard(strapi, await changedRows(strapi, params)),
    beforeUpdateMany: async ({ params }) => guard(strapi, await changedRows(strapi, params)),
  });
}

/** Everything that forbids publishing this row now, by field. */
export async function publishingProblems(strapi: Core.Strapi, row: PromptRow): Promise<Refusal[]> {
  const problems: Refusal[] = checkPromptContent(row, row.locale ?? undefined);
  const other: PromptRow | null = await strapi.db.query(promptUid).findOne({
    where: {
      placement: row.placement,
      locale: row.locale,
      publishedAt: { $notNull: true },
      ...(row.documentId && { documentId: { $ne: row.documentId } }),
    },
  });
  if (other) {
    problems.push({
      field: "placement",
      code: "GW_PLACEMENT_TAKEN",
      message: `“${other.title}” is published here in “${row.locale}” already; unpublish it first, or change its words instead.`,
    });
  }
  return problems;
}

async function guard(strapi: Core.Strapi, rows: PromptRow[]): Promise<void> {
  for (const row of rows) {
    const published = Boolean(row.publishedAt);
    const problems = published ? await publishingProblems(strapi, row) : checkDraft(row);
    if (problems.length > 0) throw refusal(row, published, problems);
  }
}

async function changedRows(
  strapi: Core.Strapi,
  { where, data }: { where?: unknown; data?: object },
): Promise<PromptRow[]> {
  const rows: PromptRow[] = await strapi.db.query(promptUid).findMany({ where });
  return rows.map((row) => ({ ...row, ...data }));
}

/** Strapi's admin shows `message` as a notification, and one of `details.errors` at each field. */
function refusal(row: PromptRow, published: boolean, problems: Refusal[]): Error {
  const fields = [...new Set(problems.map(({ field }) => field))];
  const more = problems.length > 2 ? ` ${problems.length - 2} more at the fields.` : "";
  const first = problems.slice(0, 2).map(({ message }) => message);
  return new errors.ValidationError(
    `“${row.title}” (${row.locale}) cannot be ${published ? "published" : "saved"}. ${first.join(" ")}${more}`,
    {
      errors: fields.map((field) => {
        const here = problems.filter((problem) => problem.field === field);
        return {
          path: [field],
          name: "ValidationError",
          code: here[0]?.code,
          message: here.map(({ message }) => message).join(" "),
        };
      }),
    },
  );
}
