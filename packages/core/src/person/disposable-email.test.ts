import { disposableEmail } from "./disposable-email";

describe("a disposable address", () => {
  it.each([
    "anna@mailinator.com",
    " Anna@MAILINATOR.com. ",
    "anna@box.mailinator.com",
    "anna@a.b.mailinator.com",
    "anna@.mailinator.com",
    "anna@guerrillamail.com",
    "anna@10minutemail.com",
    "anna@yopmail.com",
    "anna\uff20yopmail.com",
  ])("is %j", (email) => {
    expect(disposableEmail(email)).toBe(true);
  });

  it.each([
    "anna@gmail.com",
    "anna@outlook.com",
    "anna@proton.me",
    "anna@gmx.de",
    "anna@company.example",
    // Forwarding services: a person keeps these addresses.
    "anna@privaterelay.appleid.com",
    "anna@duck.com",
    "anna@mozmail.com",
    "anna@mailinator.example",
    "anna@mailinator.com.example",
    "mailinator.com@company.example",
    "mailinator.com",
    "@mailinator.com",
    "anna@",
    "",
  ])("is not %j", (email) => {
    expect(disposableEmail(email)).toBe(false);
  });
});
