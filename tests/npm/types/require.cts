// The same for a user of CommonJS.
import reinstall = require("zenlayer-reinstall/validate");

const report: reinstall.Report = reinstall.validate({ instanceId: "1" });
export = report.valid;
