import { type MountOptions, mountExpress, type Operation } from "@goodword/api";
import { GoodwordError } from "@goodword/core";
import type { AuthenticatedMedusaRequest, MedusaRequest, MedusaResponse } from "@medusajs/framework/http";
import { ContainerRegistrationKeys } from "@medusajs/framework/utils";
import { goodwordModuleOf, goodwordOf } from "./goodword-of";
import { peopleBehind } from "./people-behind";

const options: MountOptions<MedusaRequest> = {
  goodword: (request) => goodwordOf(request.scope),
  // Under /store Medusa takes the locale out of the query and puts it on the request.
  query: ({ locale, originalUrl, query }) =>
    locale && originalUrl.startsWith("/store/") ? { ...query, locale } : query,
  trustedProxies: (request) => goodwordModuleOf(request.scope).options.trustProxy,
  proxies: (request) => goodwordModuleOf(request.scope).proxies,
  contentSecret: (request) => goodwordModuleOf(request.scope).options.content?.secret,
  limiter: (request) => goodwordModuleOf(request.scope).limiter,
  customerId: customerOf,
  report: (error, request) => {
    const logger = request.scope.resolve(ContainerRegistrationKeys.LOGGER);
    logger.error(`[goodword] ${request.method} ${request.route?.path}: ${describe(error)}`);
  },
};

/** The customer who is logged in on this request. */
export function customerOf(request: MedusaRequest): string | null {
  const { auth_context: by } = request as Partial<AuthenticatedMedusaRequest>;
  return by?.actor_type === "customer" && by.actor_id ? by.actor_id : null;
}

/** Serves an operation as a route of Medusa; authentication is Medusa's own, by the path it stands under. */
export const mount = (operation: Operation) => mountExpress<MedusaRequest>(operation, options);

/** The same, signed by whoever is logged in: a path field wins over one of the body, so nobody signs as another. */
export function mountByStaff(operation: Operation) {
  const answer = mount(operation);
  return (request: AuthenticatedMedusaRequest, response: MedusaResponse): Promise<void> => {
    request.params = { ...request.params, by: request.auth_context.actor_id };
    return answer(request, response);
  };
}

/** The same, with who the orders in the answer belong to: Goodword itself knows ids only. */
export const mountWithPeople = (operation: Operation) =>
  mountWith(operation, async (body, request) => {
    const query = request.scope.resolve(ContainerRegistrationKeys.QUERY);
    return { people: await peopleBehind(query, body) };
  });

/** The same, with what `more` says of an answer that is good. */
export function mountWith(
  operation: Operation,
  more: (body: object, request: MedusaRequest) => object | Promise<object>,
) {
  const answer = mount(operation);
  return async (request: MedusaRequest, response: MedusaResponse): Promise<void> => {
    let body: object | undefined;
    await answer(request, {
      status: (code) => response.status(code),
      setHeader: (name, value) => response.setHeader(name, value),
      json: (given) => {
        body = given as object;
      },
      end: () => response.end(),
    });
    if (body === undefined) return;
    response.json(response.statusCode === 200 ? { ...body, ...(await more(body, request)) } : body);
  };
}

/** The text of a foreign error may quote an address; its name and place cannot. */
function describe(error: unknown): string {
  if (error instanceof GoodwordError) return `${error.code} ${error.message}`;
  if (!(error instanceof Error)) return "unknown";
  const [place = ""] = (error.stack ?? "").split("\n").filter((line) => /^\s+at /.test(line));
  return `${error.name} ${place.trim()}`;
}
