using Artisan.Cli.Running;

using var cli = CliContext.OfThisProcess();
return await CommandLine.RunAsync(args, cli, CancellationToken.None);
