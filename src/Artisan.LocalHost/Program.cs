using System.Runtime.InteropServices;
using Artisan.LocalHost;

using var stop = new CancellationTokenSource();
PosixSignal[] signals = [PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGQUIT, PosixSignal.SIGHUP];
var registrations = signals.Select(signal => PosixSignalRegistration.Create(signal, context =>
{
    // The first signal stops everything in order; a second one ends the process, and its children end with it.
    context.Cancel = !stop.IsCancellationRequested;
    stop.Cancel();
})).ToList();

try
{
    return await LocalHostProgram.RunAsync(args, Console.Out, Console.Error, stop.Token);
}
finally
{
    foreach (var registration in registrations) registration.Dispose();
}
