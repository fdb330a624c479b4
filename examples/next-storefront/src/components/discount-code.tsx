"use client";

import { useActionState } from "react";
import { redeemCode } from "../shop/redeem-code";
import { SubmitButton } from "./submit-button";

/** Where a shopper types the code of a reward. */
export function DiscountCode() {
  const [answer, send] = useActionState(redeemCode, {
    code: "",
    said: null,
    refused: false,
    asksEmail: false,
  });
  return (
    <form className="code" action={send}>
      <label htmlFor="code">Discount code</label>
      <input
        key={answer.code}
        id="code"
        name="code"
        defaultValue={answer.code}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        aria-describedby="code-answer"
        aria-invalid={answer.refused}
      />
      {answer.asksEmail && (
        <label className="email">
          <span>E-mail address of your code</span>
          <input name="email" type="email" autoComplete="email" required maxLength={200} />
        </label>
      )}
      <SubmitButton className="button plain">Use</SubmitButton>
      <p id="code-answer" role="status" className={answer.refused ? "refused" : "muted"}>
        {answer.said}
      </p>
    </form>
  );
}
