using System.Diagnostics;
using System.Runtime.ExceptionServices;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Artisan.Azure;

/// <summary>Sends one call: retried where it is safe, counted, traced, ended after the total timeout, and failed only with RequestFailedException.</summary>
internal sealed class StoragePipeline(StorageKind kind, StorageClientOptions options, params HttpPipelinePolicy[] perAttempt)
{
    private readonly HttpPipeline _pipeline = HttpPipelineBuilder.Build(options, [new AttemptPolicy(), .. perAttempt]);
    private readonly TimeSpan _totalTimeout = options.TotalTimeout;
    private readonly TimeSpan _networkTimeout = options.Retry.NetworkTimeout;

    public HttpMessage CreateMessage(RequestMethod method, Uri address)
    {
        var message = _pipeline.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(address);
        return message;
    }

    /// <summary>Sends the message and returns its answer where <paramref name="accepts"/> (or success) says so; throws otherwise. <paramref name="more"/> time is for large bodies.</summary>
    public async Task<Response> SendAsync(HttpMessage message, string operation, string resource, Func<Response, bool>? accepts, CancellationToken ct, TimeSpan more = default)
    {
        var call = new StorageCall(kind, operation, resource);
        message.SetProperty(typeof(StorageCall), call);
        using var activity = StorageTelemetry.Start(call);
        using var total = CancellationTokenSource.CreateLinkedTokenSource(ct);
        total.CancelAfter(_totalTimeout + more);
        if (more > TimeSpan.Zero) message.NetworkTimeout = _networkTimeout + more;
        try
        {
            await _pipeline.SendAsync(message, total.Token);
            var response = message.Response;
            if (call.Attempts > 1) RetriedRequests.Mark(response);
            activity?.SetTag("http.response.status_code", response.Status);
            if (response.Status < 400 || accepts?.Invoke(response) == true) return response;
            activity?.SetStatus(ActivityStatusCode.Error);
            throw Failed(call, new RequestFailedException(response, null, ServiceErrorParser.Instance));
        }
        catch (Exception failure) when (failure is not RequestFailedException { Status: > 0 })
        {
            activity?.SetStatus(ActivityStatusCode.Error);

            // After retries the last failure says what happened.
            var last = failure is AggregateException retried ? retried.InnerExceptions[^1] : failure;
            if (last is OperationCanceledException) ct.ThrowIfCancellationRequested();
            if (last is OperationCanceledException && total.IsCancellationRequested) throw Failed(call, TimedOut(call, last));
            if (last is IOException or RequestFailedException or OperationCanceledException) throw Failed(call, Unreachable(call, last));
            ExceptionDispatchInfo.Throw(last);
            throw;
        }
    }

    /// <summary>An error code that a call expects and answers itself.</summary>
    public static bool Has(Response response, string errorCode) => ServiceErrorParser.CodeOf(response) == errorCode;

    private RequestFailedException TimedOut(StorageCall call, Exception last) =>
        new(503, $"{kind} did not answer within {_totalTimeout.TotalSeconds:0.#} s ({call.Operation}, {call.Attempts} attempts).", "OperationTimedOut", last);

    private RequestFailedException Unreachable(StorageCall call, Exception last) =>
        new(0, $"{kind} could not be reached ({call.Operation}, {call.Attempts} attempts): {last.Message}", "Unreachable", last);

    private static RequestFailedException Failed(StorageCall call, RequestFailedException exception)
    {
        if (call.Attempts > 1) RetriedRequests.Mark(exception);
        return exception;
    }
}
