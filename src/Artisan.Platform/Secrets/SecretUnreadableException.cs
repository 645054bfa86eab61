namespace Artisan.Platform.Secrets;

/// <summary>A sealed secret cannot be opened: it was changed, belongs to another place, or its key is gone.</summary>
public sealed class SecretUnreadableException(string reason, Exception? inner = null) : Exception(reason, inner);
