import { describeLife } from "../contract/describe-life";
import { memoryStore } from "./memory-store";

describeLife("memory store", async () => ({ store: memoryStore(), close: async () => {} }));
