using Artisan.Benchmarks;
using Artisan.Benchmarks.Anomalies;
using Artisan.Benchmarks.Ledger;
using Artisan.Benchmarks.Operations;
using Artisan.Benchmarks.Reporting;
using Artisan.Benchmarks.Starting;
using Artisan.Benchmarks.Usage;
using Artisan.Benchmarks.ValueData;
using Artisan.Benchmarks.Webhooks;

IBenchmark[] all = [new StartBenchmark(), new ValueDataBenchmark(), new UsageBenchmark(), new ReceiptsBenchmark(), new ReceiptsAtScaleBenchmark(), new ProofsBenchmark(), new OperationsBenchmark(), new NabBenchmark(), new FalseAlarmsBenchmark(), new WebhooksBenchmark()];
if (CommandLine.TryParse(args, [.. all.Select(b => b.Name)], out var problem) is not { } command)
{
    await Console.Error.WriteLineAsync(problem);
    return 64;
}

var run = new Run(command.Quick, command.Size, Console.Error);
var report = new Report(command.Quick);
foreach (var benchmark in all.Where(b => command.Names.Count == 0 || command.Names.Contains(b.Name)))
{
    await run.SayAsync($"{benchmark.Name} …");
    foreach (var table in await benchmark.RunAsync(run, CancellationToken.None)) report.Add(table);
}

report.End();
await Console.Out.WriteAsync(report.ToMarkdown());
if (command.JsonFile is { } file) await File.WriteAllBytesAsync(file, report.ToJson());
return 0;
