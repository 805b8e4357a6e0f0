// The same for a user of CommonJS.
import all = require("zenlayer-reinstall");
import slim = require("zenlayer-reinstall/slim");
import reinstall = require("zenlayer-reinstall/validate");

const report: reinstall.Report = reinstall.validate({ instanceId: "1" });
const phase: all.PhaseName = slim.createJob({ request: { instanceId: "1" } }).phase;
const whatToDo: string | undefined = all.explainError("X")?.whatToDo;
export = [report.valid, phase, whatToDo];
