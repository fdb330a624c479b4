import { decimalOf, type IssuedReward, type RewardIssuer, type RewardReceiver } from "@goodword/core";
import type { ICustomerModuleService, IWorkflowEngineService } from "@medusajs/framework/types";
import { MathBN } from "@medusajs/framework/utils";

import type { Query } from "../query";

/** The module of `@medusajs/loyalty-plugin` as a container knows it. */
export const storeCreditModule = "store_credit";

interface Account {
  readonly id: string;
  readonly customer_id: string | null;
}

interface Transaction {
  readonly account_id: string;
  readonly reference_id: string;
}

/** What is used of it. */
export interface StoreCreditService {
  listStoreCreditAccounts(filters: object): Promise<Account[]>;
  listAccountTransactions(filters: object): Promise<Transaction[]>;
  retrieveAccountStats(account: { account_id: string }): Promise<{ balance: number }>;
}

interface Host {
  readonly query: Query;
  readonly storeCredit: StoreCreditService;
  readonly customers: ICustomerModuleService;
  readonly workflows: IWorkflowEngineService;
  /** Runs `work` while nobody else does who asks by the same key, in any instance. */
  alone<T>(key: string, work: () => Promise<T>): Promise<T>;
}

const credited = "goodword-reward";
const debited = "goodword-reversal";

/**
 * The advocate's reward as store credit of `@medusajs/loyalty-plugin`, which adds up whatever it is told and keeps
 * no reference unique: so each code is looked for first, alone. Who has an account gets it there; for a guest the
 * reward's code is an account of its own that they claim once they have registered.
 */
export function storeCreditIssuer(host: Host): RewardIssuer {
  const { query, storeCredit, customers, workflows, alone } = host;

  return {
    kinds: ["store-credit"],

    issue: (reward) =>
      alone(reward.code, async () => {
        if ((await find(reward.code, credited)) !== null || (await isWithdrawn(reward.code))) return;
        const account = await accountFor(reward);
        await workflows.run("credit-accounts", { input: [transaction(reward, account.id, credited)] });
      }),

    revoke: (reward) =>
      alone(reward.code, async () => {
        const credit = await find(reward.code, credited);
        if (credit === null) {
          await withdraw(reward);
          return { used: false };
        }
        if ((await find(reward.code, debited)) !== null) return { used: false };
        const accountId = await claimedInto(credit.account_id);
        const { balance } = await storeCredit.retrieveAccountStats({ account_id: accountId });
        if (MathBN.lt(balance, decimalOf(reward.value))) return { used: true };
        try {
          await workflows.run("debit-accounts", { input: [transaction(reward, accountId, debited)] });
        } catch (error) {
          // Spent since: the plugin holds the account while it debits, and refuses what is not there.
          if (/insufficient balance/i.test((error as Error).message)) return { used: true };
          throw error;
        }
        return { used: false };
      }),
  };

  async function find(code: string, reference: string): Promise<Transaction | null> {
    const [found] = await storeCredit.listAccountTransactions({ reference, reference_id: code });
    return found ?? null;
  }

  async function accountFor({ code, value, receiver }: IssuedReward): Promise<Account> {
    const { currency } = value;
    const customer = await registered(receiver);
    return customer === null ? account({ code }, currency) : account({ customer_id: customer }, currency);
  }

  /**
   * Medusa asks nobody who registers to prove their address. An account from after the person's first order may be a
   * stranger's: its owner claims the credit by the code that is mailed to the address.
   */
  async function registered({ customerIds, firstOrderId }: RewardReceiver): Promise<string | null> {
    if (customerIds.length === 0) return null;
    const { data } = await query.graph({
      entity: "order",
      fields: ["created_at"],
      filters: { id: firstOrderId },
    });
    const found = await customers.listCustomers(
      { id: [...customerIds], has_account: true },
      { select: ["id", "created_at"], take: customerIds.length },
    );
    const since = new Date(data[0]?.created_at ?? 0).getTime();
    return found.find(({ created_at }) => new Date(created_at as Date).getTime() <= since)?.id ?? null;
  }

  /** One account a customer and currency, or a code: the database of the plugin keeps them apart. */
  async function account(
    owner: { code: string } | { customer_id: string },
    currency: string,
  ): Promise<Account> {
    const wanted = { ...owner, currency_code: currency };
    const [known] = await storeCredit.listStoreCreditAccounts(wanted);
    if (known !== undefined) return known;
    try {
      await workflows.run("create-store-credit-accounts", { input: [wanted] });
    } catch (error) {
      if ((await storeCredit.listStoreCreditAccounts(wanted)).length === 0) throw error;
    }
    return (await storeCredit.listStoreCreditAccounts(wanted))[0] as Account;
  }

  /** Taken back before it was given: an account that is never credited says so to whoever is about to give it. */
  async function withdraw({ code, value }: IssuedReward): Promise<void> {
    await account({ code: withdrawn(code) }, value.currency);
  }

  async function isWithdrawn(code: string): Promise<boolean> {
    return (await storeCredit.listStoreCreditAccounts({ code: withdrawn(code) })).length > 0;
  }

  /** Where a guest's credit went when they claimed it: the plugin moves it by a pair of transactions. */
  async function claimedInto(accountId: string): Promise<string> {
    const [moved] = await storeCredit.listAccountTransactions({
      account_id: accountId,
      reference: "store-credit",
      type: "debit",
    });
    return moved?.reference_id ?? accountId;
  }
}

function withdrawn(code: string): string {
  return `${code}-withdrawn`;
}

function transaction({ code, value }: IssuedReward, accountId: string, reference: string) {
  const note = reference === credited ? "Referral reward" : "Referral reward taken back";
  return { account_id: accountId, amount: decimalOf(value), reference, reference_id: code, note };
}
