using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Artisan.Platform.Messaging;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Platform.Functions;

/// <summary>The work behind one queue function, with the message's type taken care of.</summary>
public interface IQueueFunction
{
    /// <summary>Handles one message.</summary>
    /// <exception cref="JsonException">The message is not of the function's type.</exception>
    Task RunAsync(QueueEnvelope envelope, CancellationToken ct);
}

/// <summary>How an area says which of its classes stands behind which function; the names are those of the function catalogue.</summary>
public static class FunctionRegistration
{
    /// <summary>Registers the handler of a queue function. What its messages look like is asked for with the first of them: a start has no time for it.</summary>
    public static IServiceCollection AddQueueHandler<TMessage, THandler>(this IServiceCollection services, string function, Func<JsonTypeInfo<TMessage>> type)
        where THandler : class, IQueueHandler<TMessage>
    {
        services.AddSingleton<THandler>();
        return services.AddKeyedSingleton<IQueueFunction>(function, (s, _) => new QueueFunction<TMessage>(s.GetRequiredService<THandler>(), type()));
    }

    /// <summary>Registers the job of a timer function.</summary>
    public static IServiceCollection AddTimedJob<TJob>(this IServiceCollection services, string function)
        where TJob : class, ITimedJob
    {
        services.AddSingleton<TJob>();
        return services.AddKeyedSingleton<ITimedJob>(function, (s, _) => s.GetRequiredService<TJob>());
    }

    private sealed class QueueFunction<TMessage>(IQueueHandler<TMessage> handler, JsonTypeInfo<TMessage> type) : IQueueFunction
    {
        public Task RunAsync(QueueEnvelope envelope, CancellationToken ct) =>
            handler.HandleAsync(new QueueMessage<TMessage>(envelope.Id, envelope.Body.Deserialize(type) ?? throw new JsonException("The message is null.")), ct);
    }
}
