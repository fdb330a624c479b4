import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface Mailbox {
  readonly port: number;
  /** Subjects of what arrived for an address. */
  subjectsFor(address: string): string[];
  close(): Promise<void>;
}

/** Takes every mail, as the outside of a shop sees it. */
export async function startMailbox(): Promise<Mailbox> {
  const mails: { to: string[]; subject: string }[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ["STARTTLS"],
    onData(stream, session, done) {
      let text = "";
      stream.setEncoding("utf8");
      stream.on("data", (chunk: string) => {
        text += chunk;
      });
      stream.on("end", () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, subject: /^Subject: (.*(?:\r\n\s.*)*)/m.exec(text)?.[1] ?? "" });
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    port: (server.server.address() as AddressInfo).port,
    subjectsFor: (address) => mails.filter(({ to }) => to.includes(address)).map(({ subject }) => subject),
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
