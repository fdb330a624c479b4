import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

export interface Mailbox {
  readonly port: number;
  /** Subjects of what arrived for an address. */
  subjectsFor(address: string): string[];
  /** What arrived for an address, oldest first, with its Message-ID and its source. */
  mailsFor(address: string): { readonly subject: string; readonly id: string; readonly source: string }[];
  /** Asks for the next mails to be sent again later. */
  putOffNext(count: number): void;
  close(): Promise<void>;
}

/** Takes every mail, as the outside of a shop sees it. */
export async function startMailbox(): Promise<Mailbox> {
  const mails: { to: string[]; subject: string; id: string; source: string }[] = [];
  let putOff = 0;
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
        if (putOff > 0) {
          putOff -= 1;
          done(Object.assign(new Error("Try again later"), { responseCode: 451 }));
          return;
        }
        const header = (name: string) =>
          new RegExp(`^${name}: (.*(?:\\r\\n\\s.*)*)`, "im").exec(text)?.[1] ?? "";
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, subject: header("Subject"), id: header("Message-ID"), source: text });
        done();
      });
    },
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    port: (server.server.address() as AddressInfo).port,
    mailsFor: (address) => mails.filter(({ to }) => to.includes(address)),
    putOffNext(count) {
      putOff = count;
    },
    subjectsFor: (address) => mails.filter(({ to }) => to.includes(address)).map(({ subject }) => subject),
    close: () => new Promise((closed) => server.close(() => closed())),
  };
}
