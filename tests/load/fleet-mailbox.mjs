import { SMTPServer } from "smtp-server";

/** Takes every mail, as the outside of a shop sees it. */
export async function openMailbox() {
  const mails = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      let text = "";
      stream.setEncoding("utf8");
      stream.on("data", (chunk) => {
        text += chunk;
      });
      stream.on("end", () => {
        const header = (name) =>
          new RegExp(`^${name}: (.*(?:\\r\\n\\s.*)*)`, "im").exec(text)?.[1]?.replace(/\r\n\s/g, " ") ?? "";
        for (const { address } of session.envelope.rcptTo) {
          mails.push({ to: address, subject: header("Subject"), id: header("Message-ID"), text });
        }
        done();
      });
    },
  });
  // A process that is killed drops its connection: that is no mail.
  server.on("error", () => {});
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    mails,
    port: server.server.address().port,
    close: () => new Promise((closed) => server.close(closed)),
  };
}
