import { Module } from "@medusajs/framework/utils";
import { GoodwordModuleService } from "./service";

export const GOODWORD_MODULE = "goodword";

export default Module(GOODWORD_MODULE, { service: GoodwordModuleService });
