namespace Artisan.Platform.Http;

/// <summary>Looks whether one service that Artisan leans on answers.</summary>
public interface IHealthProbe
{
    /// <summary>storage, queues, signing, model or payments.</summary>
    string Service { get; }

    /// <summary>Returns where it answers, throws where it does not.</summary>
    Task CheckAsync(CancellationToken ct);
}
