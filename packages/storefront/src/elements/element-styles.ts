import { promptStyles } from "../render/prompt-styles";

/** The shared sheet plus what only exists around an element's own shadow root. */
export const elementStyles = `:host{display:block;position:relative}:host([hidden]){display:none}.gw-status{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}${promptStyles}`;
