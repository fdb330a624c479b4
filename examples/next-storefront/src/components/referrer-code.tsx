"use client";

import { useActionState } from "react";
import { referCart } from "../shop/refer-cart";
import { SubmitButton } from "./submit-button";

/** Where a shopper who was told of the shop types the code of who told them. */
export function ReferrerCode({ applied }: { applied: boolean }) {
  const [{ code, said, refused }, send] = useActionState(referCart, { code: "", said: null, refused: false });
  if (applied && said === null) return null;
  return (
    <details className="referrer" open={said !== null || undefined}>
      <summary>Were you referred by a friend?</summary>
      <form className="code" action={send}>
        <label htmlFor="referrer">Your friend’s code</label>
        <input
          key={code}
          id="referrer"
          name="referrer"
          defaultValue={code}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          aria-describedby="referrer-answer"
          aria-invalid={refused}
        />
        <SubmitButton className="button plain">Use</SubmitButton>
        <p id="referrer-answer" role="status" className={refused ? "refused" : "muted"}>
          {said}
        </p>
      </form>
    </details>
  );
}
