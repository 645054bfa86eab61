using System.Text.Json;
using System.Text.Json.Serialization;
using Artisan.Areas.Workspaces.Invitations;
using Artisan.Areas.Workspaces.Members;
using Artisan.Areas.Workspaces.Operations;
using Artisan.Areas.Workspaces.Storage;
using Artisan.Platform.Http;

namespace Artisan.Areas.Workspaces;

[JsonSerializable(typeof(CreateWorkspaceRequest))]
[JsonSerializable(typeof(UpdateWorkspaceRequest))]
[JsonSerializable(typeof(WorkspaceResponse))]
[JsonSerializable(typeof(Page<WorkspaceItem>))]
[JsonSerializable(typeof(WorkspaceRenamed))]
[JsonSerializable(typeof(Page<MemberResponse>))]
[JsonSerializable(typeof(UpdateMemberRequest))]
[JsonSerializable(typeof(TransferOwnershipRequest))]
[JsonSerializable(typeof(MembershipChanged))]
[JsonSerializable(typeof(CreateInvitationRequest))]
[JsonSerializable(typeof(SentInvitation))]
[JsonSerializable(typeof(InvitationsResponse))]
[JsonSerializable(typeof(LookupInvitationRequest))]
[JsonSerializable(typeof(LookupInvitationResponse))]
[JsonSerializable(typeof(AcceptInvitationRequest))]
[JsonSerializable(typeof(AcceptInvitationResponse))]
[JsonSerializable(typeof(InvitationChanged))]
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
internal sealed partial class WorkspacesJson : JsonSerializerContext;
