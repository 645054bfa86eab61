namespace Artisan.Platform.Outbound;

/// <summary>A request was not sent, because of where it would have gone. The message names no address that was found out.</summary>
public sealed class OutboundRefusedException(string reason) : Exception(reason);
