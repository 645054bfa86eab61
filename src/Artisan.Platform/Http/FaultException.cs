namespace Artisan.Platform.Http;

/// <summary>A refusal met while a request is being bound, before any operation runs. Operations return faults instead.</summary>
public sealed class FaultException(Fault fault) : Exception(fault.Detail)
{
    /// <summary>The refusal.</summary>
    public Fault Fault => fault;
}
