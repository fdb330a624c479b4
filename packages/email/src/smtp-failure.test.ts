import { type SmtpFailure, smtpFailure } from "./smtp-failure";

const reply = (response: string, command = "RCPT TO") =>
  smtpFailure(
    Object.assign(new Error("refused"), {
      code: "EENVELOPE",
      command,
      response,
      responseCode: Number(response.slice(0, 3)),
    }),
  );

describe("what to do about a mail server's answer", () => {
  it.each([
    ["451 4.7.1 greylisted", "retry"],
    ["421 too many connections", "retry"],
    ["552 5.2.2 mailbox full", "retry"],
    ["550 5.1.1 no such user", "ignore"],
    ["550 no such user", "ignore"],
    ["550 5.1.8 sender domain unknown", "fix-config"],
    ["550 5.7.1 relaying denied", "fix-config"],
    ["554 5.7.26 unauthenticated mail", "fix-config"],
  ])("%s: %s", (response, action) => {
    expect(reply(response).action).toBe(action);
  });

  it("a plain 550 after the body is about the mail, not the recipient", () => {
    expect(reply("550 looks like spam", "DATA").action).toBe("fix-config");
  });

  it.each([
    ["ECONNECTION", "retry"],
    ["ETIMEDOUT", "retry"],
    ["EDNS", "retry"],
    ["ESOCKET", "retry"],
    ["ETLS", "fix-config"],
    ["ENOAUTH", "fix-config"],
  ])("%s: %s", (code, action) => {
    const failure: SmtpFailure = Object.assign(new Error("failed"), { code });
    expect(smtpFailure(failure).action).toBe(action);
  });

  it("keeps no address the server repeats", () => {
    const error = reply("550 5.1.1 <anna@example.com>: Recipient rejected, anna@example.com");
    expect(error.message).toContain("550 5.1.1 <<address>>: Recipient rejected");
    expect(JSON.stringify([error.message, error.cause ?? null])).not.toContain("anna@");
  });
});
