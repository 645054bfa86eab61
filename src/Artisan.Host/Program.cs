using Artisan.Host;
using Artisan.Host.Functions;
using Artisan.Host.OpenApi;
using Microsoft.Extensions.Options;

if (args is ["--emit-functions", var folder])
{
    FunctionFolders.Write(folder);
    return 0;
}

if (args is ["--emit-openapi", var file])
{
    await using var described = HostApp.Build(["--environment", "Development"], ApiDocument.Configure);
    await described.StartAsync();
    await File.WriteAllTextAsync(file, await ApiDocument.BuildAsync(described, CancellationToken.None));
    return 0;
}

if (args is [var command, ..] && OperatorCommands.Find(command) is { } run)
{
    return await run(args[1..]);
}

try
{
    await HostApp.Build(args).RunAsync();
    return Environment.ExitCode;
}
catch (Exception e) when (BadSettings(e) is { Count: > 0 } failures)
{
    await Console.Error.WriteLineAsync($"Artisan cannot start. {string.Join(" ", failures)}");
    return 78;
}
catch (Exception e) when (VaultIsAway(e))
{
    await Console.Error.WriteLineAsync("Artisan cannot start: the vault that Keys:VaultUri and ReceiptSigning:VaultUri name does not answer, or refuses this app's identity.");
    return 69;
}

static IReadOnlyList<string> BadSettings(Exception e) => e switch
{
    OptionsValidationException one => [.. one.Failures],
    AggregateException many => [.. many.InnerExceptions.SelectMany(BadSettings)],
    _ => [],
};

static bool VaultIsAway(Exception e) => e is OperationCanceledException or Azure.RequestFailedException or Azure.Identity.AuthenticationFailedException
    || (e is AggregateException many && many.InnerExceptions.Any(VaultIsAway));
