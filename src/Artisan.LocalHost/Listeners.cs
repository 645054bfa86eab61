using Artisan.LocalHost.Clock;
using Artisan.LocalHost.Functions;
using Artisan.LocalHost.Handler;
using Artisan.LocalHost.Invocations;
using Artisan.LocalHost.Queues;
using Artisan.LocalHost.Storage;
using Artisan.LocalHost.Timers;

namespace Artisan.LocalHost;

/// <summary>Every timer and every queue of the app, ready to run.</summary>
internal sealed class Listeners : IDisposable
{
    public Listeners(
        FunctionManifest manifest, QueueOptions options, TimeSpan functionTimeout, HandlerSupervisor handler, BusinessClock clock, StorageConnection storage, string dataFolder, ILoggerFactory logs)
    {
        var invoker = new FunctionInvoker(handler, functionTimeout, clock.SystemClock, logs);
        Timers = [.. manifest.Timers.Select(timer =>
            new TimerListener(timer, TimerSchedule.Parse(timer), new TimerStatusFile(dataFolder, timer.Name), invoker, clock, logs.CreateLogger($"Timer.{timer.Name}")))];

        var service = storage.QueueService();
        Queues = new QueuePumps([.. manifest.Queues.Select(Pump)]);

        QueuePump Pump(QueueFunction function)
        {
            var log = logs.CreateLogger($"Queue.{function.Queue}");
            var queue = service.GetQueueClient(function.Queue);
            var processor = new MessageProcessor(function, queue, new PoisonQueue(function.Queue, queue, service, log), options, invoker, clock, log);
            return new QueuePump(function, queue, options, processor, new Random(), clock.SystemClock, log);
        }
    }

    public IReadOnlyList<TimerListener> Timers { get; }

    public QueuePumps Queues { get; }

    public IEnumerable<Task> RunAsync(CancellationToken ct) => [.. Timers.Select(timer => timer.RunAsync(ct)), .. Queues.RunAsync(ct)];

    public void Dispose()
    {
        Queues.Dispose();
        foreach (var timer in Timers) timer.Dispose();
    }
}
