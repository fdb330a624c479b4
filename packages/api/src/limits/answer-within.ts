import { type Operation, type OperationRequest, type Reply, refusal } from "../operation";
import type { Outcome } from "./ceilings";
import type { Asking, Limiter } from "./limiter";

/** Answers a request within its operation's limits, or refuses it: the one place for every server. */
export async function answerWithin(
  limiter: Limiter,
  { limits, refuse }: Pick<Operation, "limits" | "refuse">,
  request: OperationRequest,
  answer: (request: OperationRequest) => Promise<Reply>,
): Promise<Reply> {
  if (limits === null) return answer(request);
  const entry = await limiter.enter(askingOf(limits, request));
  if (entry.refused) {
    return limits.alwaysAnswers === true
      ? answer({ ...request, pressure: "hard" })
      : refuse(request, tooManyRequests(entry.retryAfter));
  }
  let outcome: Outcome = "failed";
  try {
    const reply = await answer(entry.isOverSoft ? { ...request, pressure: "soft" } : request);
    outcome = reply.outcome ?? "failed";
    return reply;
  } finally {
    await entry.leave(outcome);
  }
}

/** The same for every operation and whatever was asked for; an operation's `refuse` makes a page of it. */
export function tooManyRequests(retryAfter: number): Reply {
  const { headers, ...reply } = refusal(429, {
    code: "GW_TOO_MANY_REQUESTS",
    message: `too many requests; try again in ${retryAfter} ${retryAfter === 1 ? "second" : "seconds"}`,
  });
  return { ...reply, headers: { ...headers, "retry-after": String(retryAfter) } };
}

function askingOf(limits: NonNullable<Operation["limits"]>, request: OperationRequest): Asking {
  const field = (name: string | undefined) => {
    const value = name === undefined ? undefined : request.fields[name];
    return typeof value === "string" ? value : undefined;
  };
  const { guesses = [], may } = limits;
  return {
    address: request.ip,
    cart: field(limits.cart),
    order: field(limits.order),
    account: request.customerId ?? undefined,
    may,
    subject:
      guesses.length === 0 ? undefined : guesses.map((name) => field(name)?.trim().toUpperCase()).join(" "),
  };
}
