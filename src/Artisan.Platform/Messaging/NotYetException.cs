namespace Artisan.Platform.Messaging;

/// <summary>A sink cannot take a message for a reason that is not the message's own. It waits in its outbox, and such tries are not counted.</summary>
public abstract class NotYetException(string message) : Exception(message);
