/** The config file, for those who read the command line: this file loads neither network nor storage. */
export {type Config, loadConfig} from '../library/config.ts';
