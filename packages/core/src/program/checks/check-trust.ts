import { checkTrustSettings } from "../../trust/check-settings";
import { mergeTrustSettings, type TrustOverrides, trustDefaults } from "../../trust/settings";
import { type Check, isFields, wrong } from "./problem";
import { fields, maybe } from "./shapes";

/** Any object: what is in it is checked together with the defaults it changes. */
const group = maybe((value, at) => (isFields(value) ? [] : wrong(at, "an object", value)));

const shape = fields<TrustOverrides>({ points: group, thresholds: group, parameters: group });

/** What a program sets of the fraud settings, on top of the defaults. */
export const checkTrust: Check = (value, at) => {
  const problems = shape(value, at);
  if (problems.length > 0) return problems;
  return checkTrustSettings(mergeTrustSettings(trustDefaults, value as TrustOverrides)).map(
    ({ code, ...rest }) => ({
      ...rest,
      code: code === "GW_TRUST_UNKNOWN" ? "GW_PROGRAM_FIELD_UNKNOWN" : "GW_PROGRAM_VALUE",
    }),
  );
};
