import * as $protobuf from "protobufjs";
import Long = require("long");

/** Namespace caracal. */
export namespace caracal {

    /** Namespace v1. */
    namespace v1 {

        /**
         * Properties of a DeadLetterV1.
         * @deprecated Use caracal.v1.DeadLetterV1.$Properties instead.
         */
        interface IDeadLetterV1 extends caracal.v1.DeadLetterV1.$Properties {
        }

        /** Represents a DeadLetterV1. */
        class DeadLetterV1 {

            /**
             * Constructs a new DeadLetterV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.DeadLetterV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeadLetterV1 topic. */
            topic: string;

            /** DeadLetterV1 partition. */
            partition: number;

            /** DeadLetterV1 offset. */
            offset: number;

            /** DeadLetterV1 group. */
            group: string;

            /** DeadLetterV1 key. */
            key: string;

            /** DeadLetterV1 value. */
            value: Uint8Array;

            /** DeadLetterV1 headers. */
            headers: { [k: string]: string };

            /** DeadLetterV1 error. */
            error: string;

            /** DeadLetterV1 attempts. */
            attempts: number;

            /** DeadLetterV1 failedAtMs. */
            failedAtMs: number;

            /**
             * Creates a new DeadLetterV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DeadLetterV1 instance
             */
            static create(properties: caracal.v1.DeadLetterV1.$Shape): caracal.v1.DeadLetterV1 & caracal.v1.DeadLetterV1.$Shape;
            static create(properties?: caracal.v1.DeadLetterV1.$Properties): caracal.v1.DeadLetterV1;

            /**
             * Encodes the specified DeadLetterV1 message. Does not implicitly {@link caracal.v1.DeadLetterV1.verify|verify} messages.
             * @param message DeadLetterV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.DeadLetterV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeadLetterV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.DeadLetterV1 & caracal.v1.DeadLetterV1.$Shape} DeadLetterV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.DeadLetterV1 & caracal.v1.DeadLetterV1.$Shape;

            /**
             * Gets the type url for DeadLetterV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace DeadLetterV1 {

            /** Properties of a DeadLetterV1. */
            interface $Properties {

                /** DeadLetterV1 topic */
                topic?: (string|null);

                /** DeadLetterV1 partition */
                partition?: (number|null);

                /** DeadLetterV1 offset */
                offset?: (number|null);

                /** DeadLetterV1 group */
                group?: (string|null);

                /** DeadLetterV1 key */
                key?: (string|null);

                /** DeadLetterV1 value */
                value?: (Uint8Array|null);

                /** DeadLetterV1 headers */
                headers?: ({ [k: string]: string }|null);

                /** DeadLetterV1 error */
                error?: (string|null);

                /** DeadLetterV1 attempts */
                attempts?: (number|null);

                /** DeadLetterV1 failedAtMs */
                failedAtMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeadLetterV1. */
            type $Shape = caracal.v1.DeadLetterV1.$Properties;
        }

        /**
         * Properties of a DecisionRevisionV1.
         * @deprecated Use caracal.v1.DecisionRevisionV1.$Properties instead.
         */
        interface IDecisionRevisionV1 extends caracal.v1.DecisionRevisionV1.$Properties {
        }

        /** Represents a DecisionRevisionV1. */
        class DecisionRevisionV1 {

            /**
             * Constructs a new DecisionRevisionV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.DecisionRevisionV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DecisionRevisionV1 decision. */
            decision?: (caracal.v1.DecisionV1.$Properties|null);

            /** DecisionRevisionV1 previousOutcome. */
            previousOutcome: string;

            /** DecisionRevisionV1 cause. */
            cause: string;

            /** DecisionRevisionV1 causeTransactionId. */
            causeTransactionId: string;

            /**
             * Creates a new DecisionRevisionV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DecisionRevisionV1 instance
             */
            static create(properties: caracal.v1.DecisionRevisionV1.$Shape): caracal.v1.DecisionRevisionV1 & caracal.v1.DecisionRevisionV1.$Shape;
            static create(properties?: caracal.v1.DecisionRevisionV1.$Properties): caracal.v1.DecisionRevisionV1;

            /**
             * Encodes the specified DecisionRevisionV1 message. Does not implicitly {@link caracal.v1.DecisionRevisionV1.verify|verify} messages.
             * @param message DecisionRevisionV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.DecisionRevisionV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DecisionRevisionV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.DecisionRevisionV1 & caracal.v1.DecisionRevisionV1.$Shape} DecisionRevisionV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.DecisionRevisionV1 & caracal.v1.DecisionRevisionV1.$Shape;

            /**
             * Gets the type url for DecisionRevisionV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace DecisionRevisionV1 {

            /** Properties of a DecisionRevisionV1. */
            interface $Properties {

                /** DecisionRevisionV1 decision */
                decision?: (caracal.v1.DecisionV1.$Properties|null);

                /** DecisionRevisionV1 previousOutcome */
                previousOutcome?: (string|null);

                /** DecisionRevisionV1 cause */
                cause?: (string|null);

                /** DecisionRevisionV1 causeTransactionId */
                causeTransactionId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DecisionRevisionV1. */
            type $Shape = {
              decision?: caracal.v1.DecisionV1.$Shape|null;
              previousOutcome?: string|null;
              cause?: string|null;
              causeTransactionId?: string|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a DecisionV1.
         * @deprecated Use caracal.v1.DecisionV1.$Properties instead.
         */
        interface IDecisionV1 extends caracal.v1.DecisionV1.$Properties {
        }

        /** Represents a DecisionV1. */
        class DecisionV1 {

            /**
             * Constructs a new DecisionV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.DecisionV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DecisionV1 id. */
            id: string;

            /** DecisionV1 transaction. */
            transaction?: (caracal.v1.TransactionV1.$Properties|null);

            /** DecisionV1 outcome. */
            outcome: string;

            /** DecisionV1 score. */
            score: number;

            /** DecisionV1 probability. */
            probability: number;

            /** DecisionV1 answeredBy. */
            answeredBy: string;

            /** DecisionV1 reasons. */
            reasons: caracal.v1.ReasonV1.$Properties[];

            /** DecisionV1 policyVersion. */
            policyVersion: number;

            /** DecisionV1 modelId. */
            modelId: string;

            /** DecisionV1 modelRole. */
            modelRole: string;

            /** DecisionV1 challengeId. */
            challengeId: string;

            /** DecisionV1 challengeExpiresAtMs. */
            challengeExpiresAtMs: number;

            /** DecisionV1 decidedAtMs. */
            decidedAtMs: number;

            /** DecisionV1 featureSet. */
            featureSet: string;

            /** DecisionV1 features. */
            features: number[];

            /** DecisionV1 entities. */
            entities: caracal.v1.EntitySignalV1.$Properties[];

            /** DecisionV1 matches. */
            matches: caracal.v1.PatternMatchV1.$Properties[];

            /** DecisionV1 traceId. */
            traceId: string;

            /** DecisionV1 latencyMs. */
            latencyMs: number;

            /** DecisionV1 contributions. */
            contributions: caracal.v1.ContributionV1.$Properties[];

            /** DecisionV1 shadowMatches. */
            shadowMatches: caracal.v1.PatternMatchV1.$Properties[];

            /** DecisionV1 revision. */
            revision: number;

            /** DecisionV1 explanation. */
            explanation?: (caracal.v1.ExplanationV1.$Properties|null);

            /** DecisionV1 customerMessage. */
            customerMessage: string;

            /** DecisionV1 models. */
            models: caracal.v1.ModelAnswerV1.$Properties[];

            /**
             * Creates a new DecisionV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DecisionV1 instance
             */
            static create(properties: caracal.v1.DecisionV1.$Shape): caracal.v1.DecisionV1 & caracal.v1.DecisionV1.$Shape;
            static create(properties?: caracal.v1.DecisionV1.$Properties): caracal.v1.DecisionV1;

            /**
             * Encodes the specified DecisionV1 message. Does not implicitly {@link caracal.v1.DecisionV1.verify|verify} messages.
             * @param message DecisionV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.DecisionV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DecisionV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.DecisionV1 & caracal.v1.DecisionV1.$Shape} DecisionV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.DecisionV1 & caracal.v1.DecisionV1.$Shape;

            /**
             * Gets the type url for DecisionV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace DecisionV1 {

            /** Properties of a DecisionV1. */
            interface $Properties {

                /** DecisionV1 id */
                id?: (string|null);

                /** DecisionV1 transaction */
                transaction?: (caracal.v1.TransactionV1.$Properties|null);

                /** DecisionV1 outcome */
                outcome?: (string|null);

                /** DecisionV1 score */
                score?: (number|null);

                /** DecisionV1 probability */
                probability?: (number|null);

                /** DecisionV1 answeredBy */
                answeredBy?: (string|null);

                /** DecisionV1 reasons */
                reasons?: (caracal.v1.ReasonV1.$Properties[]|null);

                /** DecisionV1 policyVersion */
                policyVersion?: (number|null);

                /** DecisionV1 modelId */
                modelId?: (string|null);

                /** DecisionV1 modelRole */
                modelRole?: (string|null);

                /** DecisionV1 challengeId */
                challengeId?: (string|null);

                /** DecisionV1 challengeExpiresAtMs */
                challengeExpiresAtMs?: (number|null);

                /** DecisionV1 decidedAtMs */
                decidedAtMs?: (number|null);

                /** DecisionV1 featureSet */
                featureSet?: (string|null);

                /** DecisionV1 features */
                features?: (number[]|null);

                /** DecisionV1 entities */
                entities?: (caracal.v1.EntitySignalV1.$Properties[]|null);

                /** DecisionV1 matches */
                matches?: (caracal.v1.PatternMatchV1.$Properties[]|null);

                /** DecisionV1 traceId */
                traceId?: (string|null);

                /** DecisionV1 latencyMs */
                latencyMs?: (number|null);

                /** DecisionV1 contributions */
                contributions?: (caracal.v1.ContributionV1.$Properties[]|null);

                /** DecisionV1 shadowMatches */
                shadowMatches?: (caracal.v1.PatternMatchV1.$Properties[]|null);

                /** DecisionV1 revision */
                revision?: (number|null);

                /** DecisionV1 explanation */
                explanation?: (caracal.v1.ExplanationV1.$Properties|null);

                /** DecisionV1 customerMessage */
                customerMessage?: (string|null);

                /** DecisionV1 models */
                models?: (caracal.v1.ModelAnswerV1.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DecisionV1. */
            type $Shape = {
              id?: string|null;
              transaction?: caracal.v1.TransactionV1.$Shape|null;
              outcome?: string|null;
              score?: number|null;
              probability?: number|null;
              answeredBy?: string|null;
              reasons?: caracal.v1.ReasonV1.$Shape[]|null;
              policyVersion?: number|null;
              modelId?: string|null;
              modelRole?: string|null;
              challengeId?: string|null;
              challengeExpiresAtMs?: number|null;
              decidedAtMs?: number|null;
              featureSet?: string|null;
              features?: number[]|null;
              entities?: caracal.v1.EntitySignalV1.$Shape[]|null;
              matches?: caracal.v1.PatternMatchV1.$Shape[]|null;
              traceId?: string|null;
              latencyMs?: number|null;
              contributions?: caracal.v1.ContributionV1.$Shape[]|null;
              shadowMatches?: caracal.v1.PatternMatchV1.$Shape[]|null;
              revision?: number|null;
              explanation?: caracal.v1.ExplanationV1.$Shape|null;
              customerMessage?: string|null;
              models?: caracal.v1.ModelAnswerV1.$Shape[]|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of an ExplanationV1.
         * @deprecated Use caracal.v1.ExplanationV1.$Properties instead.
         */
        interface IExplanationV1 extends caracal.v1.ExplanationV1.$Properties {
        }

        /** Represents an ExplanationV1. */
        class ExplanationV1 {

            /**
             * Constructs a new ExplanationV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.ExplanationV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ExplanationV1 method. */
            method: string;

            /** ExplanationV1 base. */
            base: number;

            /** ExplanationV1 others. */
            others: number;

            /** ExplanationV1 features. */
            features: number;

            /** ExplanationV1 groups. */
            groups: caracal.v1.GroupContributionV1.$Properties[];

            /**
             * Creates a new ExplanationV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ExplanationV1 instance
             */
            static create(properties: caracal.v1.ExplanationV1.$Shape): caracal.v1.ExplanationV1 & caracal.v1.ExplanationV1.$Shape;
            static create(properties?: caracal.v1.ExplanationV1.$Properties): caracal.v1.ExplanationV1;

            /**
             * Encodes the specified ExplanationV1 message. Does not implicitly {@link caracal.v1.ExplanationV1.verify|verify} messages.
             * @param message ExplanationV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.ExplanationV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an ExplanationV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.ExplanationV1 & caracal.v1.ExplanationV1.$Shape} ExplanationV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.ExplanationV1 & caracal.v1.ExplanationV1.$Shape;

            /**
             * Gets the type url for ExplanationV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ExplanationV1 {

            /** Properties of an ExplanationV1. */
            interface $Properties {

                /** ExplanationV1 method */
                method?: (string|null);

                /** ExplanationV1 base */
                base?: (number|null);

                /** ExplanationV1 others */
                others?: (number|null);

                /** ExplanationV1 features */
                features?: (number|null);

                /** ExplanationV1 groups */
                groups?: (caracal.v1.GroupContributionV1.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an ExplanationV1. */
            type $Shape = caracal.v1.ExplanationV1.$Properties;
        }

        /**
         * Properties of a GroupContributionV1.
         * @deprecated Use caracal.v1.GroupContributionV1.$Properties instead.
         */
        interface IGroupContributionV1 extends caracal.v1.GroupContributionV1.$Properties {
        }

        /** Represents a GroupContributionV1. */
        class GroupContributionV1 {

            /**
             * Constructs a new GroupContributionV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.GroupContributionV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** GroupContributionV1 group. */
            group: string;

            /** GroupContributionV1 weight. */
            weight: number;

            /** GroupContributionV1 features. */
            features: number;

            /**
             * Creates a new GroupContributionV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns GroupContributionV1 instance
             */
            static create(properties: caracal.v1.GroupContributionV1.$Shape): caracal.v1.GroupContributionV1 & caracal.v1.GroupContributionV1.$Shape;
            static create(properties?: caracal.v1.GroupContributionV1.$Properties): caracal.v1.GroupContributionV1;

            /**
             * Encodes the specified GroupContributionV1 message. Does not implicitly {@link caracal.v1.GroupContributionV1.verify|verify} messages.
             * @param message GroupContributionV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.GroupContributionV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a GroupContributionV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.GroupContributionV1 & caracal.v1.GroupContributionV1.$Shape} GroupContributionV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.GroupContributionV1 & caracal.v1.GroupContributionV1.$Shape;

            /**
             * Gets the type url for GroupContributionV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace GroupContributionV1 {

            /** Properties of a GroupContributionV1. */
            interface $Properties {

                /** GroupContributionV1 group */
                group?: (string|null);

                /** GroupContributionV1 weight */
                weight?: (number|null);

                /** GroupContributionV1 features */
                features?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a GroupContributionV1. */
            type $Shape = caracal.v1.GroupContributionV1.$Properties;
        }

        /**
         * Properties of a ModelAnswerV1.
         * @deprecated Use caracal.v1.ModelAnswerV1.$Properties instead.
         */
        interface IModelAnswerV1 extends caracal.v1.ModelAnswerV1.$Properties {
        }

        /** Represents a ModelAnswerV1. */
        class ModelAnswerV1 {

            /**
             * Constructs a new ModelAnswerV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.ModelAnswerV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ModelAnswerV1 id. */
            id: string;

            /** ModelAnswerV1 role. */
            role: string;

            /** ModelAnswerV1 probability. */
            probability: number;

            /**
             * Creates a new ModelAnswerV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ModelAnswerV1 instance
             */
            static create(properties: caracal.v1.ModelAnswerV1.$Shape): caracal.v1.ModelAnswerV1 & caracal.v1.ModelAnswerV1.$Shape;
            static create(properties?: caracal.v1.ModelAnswerV1.$Properties): caracal.v1.ModelAnswerV1;

            /**
             * Encodes the specified ModelAnswerV1 message. Does not implicitly {@link caracal.v1.ModelAnswerV1.verify|verify} messages.
             * @param message ModelAnswerV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.ModelAnswerV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ModelAnswerV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.ModelAnswerV1 & caracal.v1.ModelAnswerV1.$Shape} ModelAnswerV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.ModelAnswerV1 & caracal.v1.ModelAnswerV1.$Shape;

            /**
             * Gets the type url for ModelAnswerV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ModelAnswerV1 {

            /** Properties of a ModelAnswerV1. */
            interface $Properties {

                /** ModelAnswerV1 id */
                id?: (string|null);

                /** ModelAnswerV1 role */
                role?: (string|null);

                /** ModelAnswerV1 probability */
                probability?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ModelAnswerV1. */
            type $Shape = caracal.v1.ModelAnswerV1.$Properties;
        }

        /**
         * Properties of a ReasonV1.
         * @deprecated Use caracal.v1.ReasonV1.$Properties instead.
         */
        interface IReasonV1 extends caracal.v1.ReasonV1.$Properties {
        }

        /** Represents a ReasonV1. */
        class ReasonV1 {

            /**
             * Constructs a new ReasonV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.ReasonV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReasonV1 code. */
            code: string;

            /** ReasonV1 kind. */
            kind: string;

            /** ReasonV1 text. */
            text: string;

            /** ReasonV1 weight. */
            weight: number;

            /**
             * Creates a new ReasonV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ReasonV1 instance
             */
            static create(properties: caracal.v1.ReasonV1.$Shape): caracal.v1.ReasonV1 & caracal.v1.ReasonV1.$Shape;
            static create(properties?: caracal.v1.ReasonV1.$Properties): caracal.v1.ReasonV1;

            /**
             * Encodes the specified ReasonV1 message. Does not implicitly {@link caracal.v1.ReasonV1.verify|verify} messages.
             * @param message ReasonV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.ReasonV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReasonV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.ReasonV1 & caracal.v1.ReasonV1.$Shape} ReasonV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.ReasonV1 & caracal.v1.ReasonV1.$Shape;

            /**
             * Gets the type url for ReasonV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ReasonV1 {

            /** Properties of a ReasonV1. */
            interface $Properties {

                /** ReasonV1 code */
                code?: (string|null);

                /** ReasonV1 kind */
                kind?: (string|null);

                /** ReasonV1 text */
                text?: (string|null);

                /** ReasonV1 weight */
                weight?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReasonV1. */
            type $Shape = caracal.v1.ReasonV1.$Properties;
        }

        /**
         * Properties of a ContributionV1.
         * @deprecated Use caracal.v1.ContributionV1.$Properties instead.
         */
        interface IContributionV1 extends caracal.v1.ContributionV1.$Properties {
        }

        /** Represents a ContributionV1. */
        class ContributionV1 {

            /**
             * Constructs a new ContributionV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.ContributionV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ContributionV1 feature. */
            feature: string;

            /** ContributionV1 value. */
            value: number;

            /** ContributionV1 weight. */
            weight: number;

            /** ContributionV1 group. */
            group: string;

            /** ContributionV1 typical. */
            typical: number;

            /**
             * Creates a new ContributionV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ContributionV1 instance
             */
            static create(properties: caracal.v1.ContributionV1.$Shape): caracal.v1.ContributionV1 & caracal.v1.ContributionV1.$Shape;
            static create(properties?: caracal.v1.ContributionV1.$Properties): caracal.v1.ContributionV1;

            /**
             * Encodes the specified ContributionV1 message. Does not implicitly {@link caracal.v1.ContributionV1.verify|verify} messages.
             * @param message ContributionV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.ContributionV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ContributionV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.ContributionV1 & caracal.v1.ContributionV1.$Shape} ContributionV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.ContributionV1 & caracal.v1.ContributionV1.$Shape;

            /**
             * Gets the type url for ContributionV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ContributionV1 {

            /** Properties of a ContributionV1. */
            interface $Properties {

                /** ContributionV1 feature */
                feature?: (string|null);

                /** ContributionV1 value */
                value?: (number|null);

                /** ContributionV1 weight */
                weight?: (number|null);

                /** ContributionV1 group */
                group?: (string|null);

                /** ContributionV1 typical */
                typical?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ContributionV1. */
            type $Shape = caracal.v1.ContributionV1.$Properties;
        }

        /**
         * Properties of a DecisionReplyV1.
         * @deprecated Use caracal.v1.DecisionReplyV1.$Properties instead.
         */
        interface IDecisionReplyV1 extends caracal.v1.DecisionReplyV1.$Properties {
        }

        /** Represents a DecisionReplyV1. */
        class DecisionReplyV1 {

            /**
             * Constructs a new DecisionReplyV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.DecisionReplyV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DecisionReplyV1 transactionId. */
            transactionId: string;

            /** DecisionReplyV1 decision. */
            decision?: (caracal.v1.DecisionV1.$Properties|null);

            /**
             * Creates a new DecisionReplyV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DecisionReplyV1 instance
             */
            static create(properties: caracal.v1.DecisionReplyV1.$Shape): caracal.v1.DecisionReplyV1 & caracal.v1.DecisionReplyV1.$Shape;
            static create(properties?: caracal.v1.DecisionReplyV1.$Properties): caracal.v1.DecisionReplyV1;

            /**
             * Encodes the specified DecisionReplyV1 message. Does not implicitly {@link caracal.v1.DecisionReplyV1.verify|verify} messages.
             * @param message DecisionReplyV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.DecisionReplyV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DecisionReplyV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.DecisionReplyV1 & caracal.v1.DecisionReplyV1.$Shape} DecisionReplyV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.DecisionReplyV1 & caracal.v1.DecisionReplyV1.$Shape;

            /**
             * Gets the type url for DecisionReplyV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace DecisionReplyV1 {

            /** Properties of a DecisionReplyV1. */
            interface $Properties {

                /** DecisionReplyV1 transactionId */
                transactionId?: (string|null);

                /** DecisionReplyV1 decision */
                decision?: (caracal.v1.DecisionV1.$Properties|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DecisionReplyV1. */
            type $Shape = {
              transactionId?: string|null;
              decision?: caracal.v1.DecisionV1.$Shape|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a TransactionV1.
         * @deprecated Use caracal.v1.TransactionV1.$Properties instead.
         */
        interface ITransactionV1 extends caracal.v1.TransactionV1.$Properties {
        }

        /** Represents a TransactionV1. */
        class TransactionV1 {

            /**
             * Constructs a new TransactionV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.TransactionV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TransactionV1 id. */
            id: string;

            /** TransactionV1 tenantId. */
            tenantId: string;

            /** TransactionV1 externalId. */
            externalId: string;

            /** TransactionV1 livemode. */
            livemode: boolean;

            /** TransactionV1 occurredAtMs. */
            occurredAtMs: number;

            /** TransactionV1 receivedAtMs. */
            receivedAtMs: number;

            /** TransactionV1 amountMinor. */
            amountMinor: number;

            /** TransactionV1 currency. */
            currency: string;

            /** TransactionV1 channel. */
            channel: string;

            /** TransactionV1 outcome. */
            outcome: string;

            /** TransactionV1 account. */
            account?: (caracal.v1.AccountV1.$Properties|null);

            /** TransactionV1 card. */
            card?: (caracal.v1.CardV1.$Properties|null);

            /** TransactionV1 device. */
            device?: (caracal.v1.DeviceV1.$Properties|null);

            /** TransactionV1 merchant. */
            merchant?: (caracal.v1.MerchantV1.$Properties|null);

            /** TransactionV1 location. */
            location?: (caracal.v1.LocationV1.$Properties|null);

            /** TransactionV1 attributes. */
            attributes: caracal.v1.AttributeV1.$Properties[];

            /** TransactionV1 declared. */
            declared: caracal.v1.EntityRefV1.$Properties[];

            /**
             * Creates a new TransactionV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TransactionV1 instance
             */
            static create(properties: caracal.v1.TransactionV1.$Shape): caracal.v1.TransactionV1 & caracal.v1.TransactionV1.$Shape;
            static create(properties?: caracal.v1.TransactionV1.$Properties): caracal.v1.TransactionV1;

            /**
             * Encodes the specified TransactionV1 message. Does not implicitly {@link caracal.v1.TransactionV1.verify|verify} messages.
             * @param message TransactionV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.TransactionV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TransactionV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.TransactionV1 & caracal.v1.TransactionV1.$Shape} TransactionV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.TransactionV1 & caracal.v1.TransactionV1.$Shape;

            /**
             * Gets the type url for TransactionV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace TransactionV1 {

            /** Properties of a TransactionV1. */
            interface $Properties {

                /** TransactionV1 id */
                id?: (string|null);

                /** TransactionV1 tenantId */
                tenantId?: (string|null);

                /** TransactionV1 externalId */
                externalId?: (string|null);

                /** TransactionV1 livemode */
                livemode?: (boolean|null);

                /** TransactionV1 occurredAtMs */
                occurredAtMs?: (number|null);

                /** TransactionV1 receivedAtMs */
                receivedAtMs?: (number|null);

                /** TransactionV1 amountMinor */
                amountMinor?: (number|null);

                /** TransactionV1 currency */
                currency?: (string|null);

                /** TransactionV1 channel */
                channel?: (string|null);

                /** TransactionV1 outcome */
                outcome?: (string|null);

                /** TransactionV1 account */
                account?: (caracal.v1.AccountV1.$Properties|null);

                /** TransactionV1 card */
                card?: (caracal.v1.CardV1.$Properties|null);

                /** TransactionV1 device */
                device?: (caracal.v1.DeviceV1.$Properties|null);

                /** TransactionV1 merchant */
                merchant?: (caracal.v1.MerchantV1.$Properties|null);

                /** TransactionV1 location */
                location?: (caracal.v1.LocationV1.$Properties|null);

                /** TransactionV1 attributes */
                attributes?: (caracal.v1.AttributeV1.$Properties[]|null);

                /** TransactionV1 declared */
                declared?: (caracal.v1.EntityRefV1.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TransactionV1. */
            type $Shape = {
              id?: string|null;
              tenantId?: string|null;
              externalId?: string|null;
              livemode?: boolean|null;
              occurredAtMs?: number|null;
              receivedAtMs?: number|null;
              amountMinor?: number|null;
              currency?: string|null;
              channel?: string|null;
              outcome?: string|null;
              account?: caracal.v1.AccountV1.$Shape|null;
              card?: caracal.v1.CardV1.$Shape|null;
              device?: caracal.v1.DeviceV1.$Shape|null;
              merchant?: caracal.v1.MerchantV1.$Shape|null;
              location?: caracal.v1.LocationV1.$Shape|null;
              attributes?: caracal.v1.AttributeV1.$Shape[]|null;
              declared?: caracal.v1.EntityRefV1.$Shape[]|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of an EntityRefV1.
         * @deprecated Use caracal.v1.EntityRefV1.$Properties instead.
         */
        interface IEntityRefV1 extends caracal.v1.EntityRefV1.$Properties {
        }

        /** Represents an EntityRefV1. */
        class EntityRefV1 {

            /**
             * Constructs a new EntityRefV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.EntityRefV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EntityRefV1 entityType. */
            entityType: string;

            /** EntityRefV1 entityId. */
            entityId: string;

            /**
             * Creates a new EntityRefV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns EntityRefV1 instance
             */
            static create(properties: caracal.v1.EntityRefV1.$Shape): caracal.v1.EntityRefV1 & caracal.v1.EntityRefV1.$Shape;
            static create(properties?: caracal.v1.EntityRefV1.$Properties): caracal.v1.EntityRefV1;

            /**
             * Encodes the specified EntityRefV1 message. Does not implicitly {@link caracal.v1.EntityRefV1.verify|verify} messages.
             * @param message EntityRefV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.EntityRefV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EntityRefV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.EntityRefV1 & caracal.v1.EntityRefV1.$Shape} EntityRefV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.EntityRefV1 & caracal.v1.EntityRefV1.$Shape;

            /**
             * Gets the type url for EntityRefV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace EntityRefV1 {

            /** Properties of an EntityRefV1. */
            interface $Properties {

                /** EntityRefV1 entityType */
                entityType?: (string|null);

                /** EntityRefV1 entityId */
                entityId?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EntityRefV1. */
            type $Shape = caracal.v1.EntityRefV1.$Properties;
        }

        /**
         * Properties of an AccountV1.
         * @deprecated Use caracal.v1.AccountV1.$Properties instead.
         */
        interface IAccountV1 extends caracal.v1.AccountV1.$Properties {
        }

        /** Represents an AccountV1. */
        class AccountV1 {

            /**
             * Constructs a new AccountV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.AccountV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AccountV1 id. */
            id: string;

            /** AccountV1 createdAtMs. */
            createdAtMs: number;

            /** AccountV1 email. */
            email: string;

            /**
             * Creates a new AccountV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AccountV1 instance
             */
            static create(properties: caracal.v1.AccountV1.$Shape): caracal.v1.AccountV1 & caracal.v1.AccountV1.$Shape;
            static create(properties?: caracal.v1.AccountV1.$Properties): caracal.v1.AccountV1;

            /**
             * Encodes the specified AccountV1 message. Does not implicitly {@link caracal.v1.AccountV1.verify|verify} messages.
             * @param message AccountV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.AccountV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AccountV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.AccountV1 & caracal.v1.AccountV1.$Shape} AccountV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.AccountV1 & caracal.v1.AccountV1.$Shape;

            /**
             * Gets the type url for AccountV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace AccountV1 {

            /** Properties of an AccountV1. */
            interface $Properties {

                /** AccountV1 id */
                id?: (string|null);

                /** AccountV1 createdAtMs */
                createdAtMs?: (number|null);

                /** AccountV1 email */
                email?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an AccountV1. */
            type $Shape = caracal.v1.AccountV1.$Properties;
        }

        /**
         * Properties of a CardV1.
         * @deprecated Use caracal.v1.CardV1.$Properties instead.
         */
        interface ICardV1 extends caracal.v1.CardV1.$Properties {
        }

        /** Represents a CardV1. */
        class CardV1 {

            /**
             * Constructs a new CardV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.CardV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** CardV1 fingerprint. */
            fingerprint: string;

            /** CardV1 bin. */
            bin: string;

            /** CardV1 country. */
            country: string;

            /**
             * Creates a new CardV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns CardV1 instance
             */
            static create(properties: caracal.v1.CardV1.$Shape): caracal.v1.CardV1 & caracal.v1.CardV1.$Shape;
            static create(properties?: caracal.v1.CardV1.$Properties): caracal.v1.CardV1;

            /**
             * Encodes the specified CardV1 message. Does not implicitly {@link caracal.v1.CardV1.verify|verify} messages.
             * @param message CardV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.CardV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a CardV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.CardV1 & caracal.v1.CardV1.$Shape} CardV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.CardV1 & caracal.v1.CardV1.$Shape;

            /**
             * Gets the type url for CardV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace CardV1 {

            /** Properties of a CardV1. */
            interface $Properties {

                /** CardV1 fingerprint */
                fingerprint?: (string|null);

                /** CardV1 bin */
                bin?: (string|null);

                /** CardV1 country */
                country?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a CardV1. */
            type $Shape = caracal.v1.CardV1.$Properties;
        }

        /**
         * Properties of a DeviceV1.
         * @deprecated Use caracal.v1.DeviceV1.$Properties instead.
         */
        interface IDeviceV1 extends caracal.v1.DeviceV1.$Properties {
        }

        /** Represents a DeviceV1. */
        class DeviceV1 {

            /**
             * Constructs a new DeviceV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.DeviceV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** DeviceV1 id. */
            id: string;

            /** DeviceV1 ip. */
            ip: string;

            /**
             * Creates a new DeviceV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns DeviceV1 instance
             */
            static create(properties: caracal.v1.DeviceV1.$Shape): caracal.v1.DeviceV1 & caracal.v1.DeviceV1.$Shape;
            static create(properties?: caracal.v1.DeviceV1.$Properties): caracal.v1.DeviceV1;

            /**
             * Encodes the specified DeviceV1 message. Does not implicitly {@link caracal.v1.DeviceV1.verify|verify} messages.
             * @param message DeviceV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.DeviceV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a DeviceV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.DeviceV1 & caracal.v1.DeviceV1.$Shape} DeviceV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.DeviceV1 & caracal.v1.DeviceV1.$Shape;

            /**
             * Gets the type url for DeviceV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace DeviceV1 {

            /** Properties of a DeviceV1. */
            interface $Properties {

                /** DeviceV1 id */
                id?: (string|null);

                /** DeviceV1 ip */
                ip?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a DeviceV1. */
            type $Shape = caracal.v1.DeviceV1.$Properties;
        }

        /**
         * Properties of a MerchantV1.
         * @deprecated Use caracal.v1.MerchantV1.$Properties instead.
         */
        interface IMerchantV1 extends caracal.v1.MerchantV1.$Properties {
        }

        /** Represents a MerchantV1. */
        class MerchantV1 {

            /**
             * Constructs a new MerchantV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.MerchantV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MerchantV1 id. */
            id: string;

            /** MerchantV1 mcc. */
            mcc: string;

            /** MerchantV1 country. */
            country: string;

            /**
             * Creates a new MerchantV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns MerchantV1 instance
             */
            static create(properties: caracal.v1.MerchantV1.$Shape): caracal.v1.MerchantV1 & caracal.v1.MerchantV1.$Shape;
            static create(properties?: caracal.v1.MerchantV1.$Properties): caracal.v1.MerchantV1;

            /**
             * Encodes the specified MerchantV1 message. Does not implicitly {@link caracal.v1.MerchantV1.verify|verify} messages.
             * @param message MerchantV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.MerchantV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MerchantV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.MerchantV1 & caracal.v1.MerchantV1.$Shape} MerchantV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.MerchantV1 & caracal.v1.MerchantV1.$Shape;

            /**
             * Gets the type url for MerchantV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace MerchantV1 {

            /** Properties of a MerchantV1. */
            interface $Properties {

                /** MerchantV1 id */
                id?: (string|null);

                /** MerchantV1 mcc */
                mcc?: (string|null);

                /** MerchantV1 country */
                country?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MerchantV1. */
            type $Shape = caracal.v1.MerchantV1.$Properties;
        }

        /**
         * Properties of a LocationV1.
         * @deprecated Use caracal.v1.LocationV1.$Properties instead.
         */
        interface ILocationV1 extends caracal.v1.LocationV1.$Properties {
        }

        /** Represents a LocationV1. */
        class LocationV1 {

            /**
             * Constructs a new LocationV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.LocationV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LocationV1 lat. */
            lat: number;

            /** LocationV1 lon. */
            lon: number;

            /**
             * Creates a new LocationV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns LocationV1 instance
             */
            static create(properties: caracal.v1.LocationV1.$Shape): caracal.v1.LocationV1 & caracal.v1.LocationV1.$Shape;
            static create(properties?: caracal.v1.LocationV1.$Properties): caracal.v1.LocationV1;

            /**
             * Encodes the specified LocationV1 message. Does not implicitly {@link caracal.v1.LocationV1.verify|verify} messages.
             * @param message LocationV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.LocationV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LocationV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.LocationV1 & caracal.v1.LocationV1.$Shape} LocationV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.LocationV1 & caracal.v1.LocationV1.$Shape;

            /**
             * Gets the type url for LocationV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace LocationV1 {

            /** Properties of a LocationV1. */
            interface $Properties {

                /** LocationV1 lat */
                lat?: (number|null);

                /** LocationV1 lon */
                lon?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LocationV1. */
            type $Shape = caracal.v1.LocationV1.$Properties;
        }

        /**
         * Properties of an AttributeV1.
         * @deprecated Use caracal.v1.AttributeV1.$Properties instead.
         */
        interface IAttributeV1 extends caracal.v1.AttributeV1.$Properties {
        }

        /** Represents an AttributeV1. */
        class AttributeV1 {

            /**
             * Constructs a new AttributeV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.AttributeV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** AttributeV1 name. */
            name: string;

            /** AttributeV1 text. */
            text?: (string|null);

            /** AttributeV1 number. */
            number?: (number|null);

            /** AttributeV1 flag. */
            flag?: (boolean|null);

            /** AttributeV1 value. */
            value?: ("text"|"number"|"flag");

            /**
             * Creates a new AttributeV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns AttributeV1 instance
             */
            static create(properties: caracal.v1.AttributeV1.$Shape): caracal.v1.AttributeV1 & caracal.v1.AttributeV1.$Shape;
            static create(properties?: caracal.v1.AttributeV1.$Properties): caracal.v1.AttributeV1;

            /**
             * Encodes the specified AttributeV1 message. Does not implicitly {@link caracal.v1.AttributeV1.verify|verify} messages.
             * @param message AttributeV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.AttributeV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an AttributeV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.AttributeV1 & caracal.v1.AttributeV1.$Shape} AttributeV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.AttributeV1 & caracal.v1.AttributeV1.$Shape;

            /**
             * Gets the type url for AttributeV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace AttributeV1 {

            /** Properties of an AttributeV1. */
            interface $Properties {

                /** AttributeV1 name */
                name?: (string|null);

                /** AttributeV1 text */
                text?: (string|null);

                /** AttributeV1 number */
                number?: (number|null);

                /** AttributeV1 flag */
                flag?: (boolean|null);

                /** AttributeV1 value */
                value?: ("text"|"number"|"flag");

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Narrowed shape of an AttributeV1. */
            type $Shape = {
              name?: string|null;
              text?: string|null;
              number?: number|null;
              flag?: boolean|null;
              $unknowns?: Uint8Array[];
            } & (
              ({ value?: undefined; text?: null; number?: null; flag?: null }|{ value?: "text"; text: string; number?: null; flag?: null }|{ value?: "number"; text?: null; number: number; flag?: null }|{ value?: "flag"; text?: null; number?: null; flag: boolean })
            );
        }

        /**
         * Properties of a ReplyToV1.
         * @deprecated Use caracal.v1.ReplyToV1.$Properties instead.
         */
        interface IReplyToV1 extends caracal.v1.ReplyToV1.$Properties {
        }

        /** Represents a ReplyToV1. */
        class ReplyToV1 {

            /**
             * Constructs a new ReplyToV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.ReplyToV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ReplyToV1 partition. */
            partition: number;

            /** ReplyToV1 deadlineAtMs. */
            deadlineAtMs: number;

            /** ReplyToV1 awaited. */
            awaited: boolean;

            /**
             * Creates a new ReplyToV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ReplyToV1 instance
             */
            static create(properties: caracal.v1.ReplyToV1.$Shape): caracal.v1.ReplyToV1 & caracal.v1.ReplyToV1.$Shape;
            static create(properties?: caracal.v1.ReplyToV1.$Properties): caracal.v1.ReplyToV1;

            /**
             * Encodes the specified ReplyToV1 message. Does not implicitly {@link caracal.v1.ReplyToV1.verify|verify} messages.
             * @param message ReplyToV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.ReplyToV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ReplyToV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.ReplyToV1 & caracal.v1.ReplyToV1.$Shape} ReplyToV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.ReplyToV1 & caracal.v1.ReplyToV1.$Shape;

            /**
             * Gets the type url for ReplyToV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ReplyToV1 {

            /** Properties of a ReplyToV1. */
            interface $Properties {

                /** ReplyToV1 partition */
                partition?: (number|null);

                /** ReplyToV1 deadlineAtMs */
                deadlineAtMs?: (number|null);

                /** ReplyToV1 awaited */
                awaited?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ReplyToV1. */
            type $Shape = caracal.v1.ReplyToV1.$Properties;
        }

        /**
         * Properties of a TransactionAcceptedV1.
         * @deprecated Use caracal.v1.TransactionAcceptedV1.$Properties instead.
         */
        interface ITransactionAcceptedV1 extends caracal.v1.TransactionAcceptedV1.$Properties {
        }

        /** Represents a TransactionAcceptedV1. */
        class TransactionAcceptedV1 {

            /**
             * Constructs a new TransactionAcceptedV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.TransactionAcceptedV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** TransactionAcceptedV1 transaction. */
            transaction?: (caracal.v1.TransactionV1.$Properties|null);

            /** TransactionAcceptedV1 replyTo. */
            replyTo?: (caracal.v1.ReplyToV1.$Properties|null);

            /** TransactionAcceptedV1 partitions. */
            partitions: number[];

            /**
             * Creates a new TransactionAcceptedV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns TransactionAcceptedV1 instance
             */
            static create(properties: caracal.v1.TransactionAcceptedV1.$Shape): caracal.v1.TransactionAcceptedV1 & caracal.v1.TransactionAcceptedV1.$Shape;
            static create(properties?: caracal.v1.TransactionAcceptedV1.$Properties): caracal.v1.TransactionAcceptedV1;

            /**
             * Encodes the specified TransactionAcceptedV1 message. Does not implicitly {@link caracal.v1.TransactionAcceptedV1.verify|verify} messages.
             * @param message TransactionAcceptedV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.TransactionAcceptedV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a TransactionAcceptedV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.TransactionAcceptedV1 & caracal.v1.TransactionAcceptedV1.$Shape} TransactionAcceptedV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.TransactionAcceptedV1 & caracal.v1.TransactionAcceptedV1.$Shape;

            /**
             * Gets the type url for TransactionAcceptedV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace TransactionAcceptedV1 {

            /** Properties of a TransactionAcceptedV1. */
            interface $Properties {

                /** TransactionAcceptedV1 transaction */
                transaction?: (caracal.v1.TransactionV1.$Properties|null);

                /** TransactionAcceptedV1 replyTo */
                replyTo?: (caracal.v1.ReplyToV1.$Properties|null);

                /** TransactionAcceptedV1 partitions */
                partitions?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a TransactionAcceptedV1. */
            type $Shape = {
              transaction?: caracal.v1.TransactionV1.$Shape|null;
              replyTo?: caracal.v1.ReplyToV1.$Shape|null;
              partitions?: number[]|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a SignalV1.
         * @deprecated Use caracal.v1.SignalV1.$Properties instead.
         */
        interface ISignalV1 extends caracal.v1.SignalV1.$Properties {
        }

        /** Represents a SignalV1. */
        class SignalV1 {

            /**
             * Constructs a new SignalV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.SignalV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SignalV1 transaction. */
            transaction?: (caracal.v1.TransactionV1.$Properties|null);

            /** SignalV1 replyTo. */
            replyTo?: (caracal.v1.ReplyToV1.$Properties|null);

            /** SignalV1 partitions. */
            partitions: number[];

            /** SignalV1 partition. */
            partition: number;

            /** SignalV1 featureSet. */
            featureSet: string;

            /** SignalV1 entities. */
            entities: caracal.v1.EntitySignalV1.$Properties[];

            /** SignalV1 matches. */
            matches: caracal.v1.PatternMatchV1.$Properties[];

            /** SignalV1 shadowMatches. */
            shadowMatches: caracal.v1.PatternMatchV1.$Properties[];

            /**
             * Creates a new SignalV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SignalV1 instance
             */
            static create(properties: caracal.v1.SignalV1.$Shape): caracal.v1.SignalV1 & caracal.v1.SignalV1.$Shape;
            static create(properties?: caracal.v1.SignalV1.$Properties): caracal.v1.SignalV1;

            /**
             * Encodes the specified SignalV1 message. Does not implicitly {@link caracal.v1.SignalV1.verify|verify} messages.
             * @param message SignalV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.SignalV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SignalV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.SignalV1 & caracal.v1.SignalV1.$Shape} SignalV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.SignalV1 & caracal.v1.SignalV1.$Shape;

            /**
             * Gets the type url for SignalV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace SignalV1 {

            /** Properties of a SignalV1. */
            interface $Properties {

                /** SignalV1 transaction */
                transaction?: (caracal.v1.TransactionV1.$Properties|null);

                /** SignalV1 replyTo */
                replyTo?: (caracal.v1.ReplyToV1.$Properties|null);

                /** SignalV1 partitions */
                partitions?: (number[]|null);

                /** SignalV1 partition */
                partition?: (number|null);

                /** SignalV1 featureSet */
                featureSet?: (string|null);

                /** SignalV1 entities */
                entities?: (caracal.v1.EntitySignalV1.$Properties[]|null);

                /** SignalV1 matches */
                matches?: (caracal.v1.PatternMatchV1.$Properties[]|null);

                /** SignalV1 shadowMatches */
                shadowMatches?: (caracal.v1.PatternMatchV1.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SignalV1. */
            type $Shape = {
              transaction?: caracal.v1.TransactionV1.$Shape|null;
              replyTo?: caracal.v1.ReplyToV1.$Shape|null;
              partitions?: number[]|null;
              partition?: number|null;
              featureSet?: string|null;
              entities?: caracal.v1.EntitySignalV1.$Shape[]|null;
              matches?: caracal.v1.PatternMatchV1.$Shape[]|null;
              shadowMatches?: caracal.v1.PatternMatchV1.$Shape[]|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of an EntitySignalV1.
         * @deprecated Use caracal.v1.EntitySignalV1.$Properties instead.
         */
        interface IEntitySignalV1 extends caracal.v1.EntitySignalV1.$Properties {
        }

        /** Represents an EntitySignalV1. */
        class EntitySignalV1 {

            /**
             * Constructs a new EntitySignalV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.EntitySignalV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EntitySignalV1 entityType. */
            entityType: string;

            /** EntitySignalV1 entityId. */
            entityId: string;

            /** EntitySignalV1 values. */
            values: number[];

            /** EntitySignalV1 truncated. */
            truncated: boolean;

            /** EntitySignalV1 session. */
            session?: (caracal.v1.SessionV1.$Properties|null);

            /** EntitySignalV1 position. */
            position: number;

            /** EntitySignalV1 approximate. */
            approximate: boolean;

            /** EntitySignalV1 oneCurrency. */
            oneCurrency: boolean;

            /**
             * Creates a new EntitySignalV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns EntitySignalV1 instance
             */
            static create(properties: caracal.v1.EntitySignalV1.$Shape): caracal.v1.EntitySignalV1 & caracal.v1.EntitySignalV1.$Shape;
            static create(properties?: caracal.v1.EntitySignalV1.$Properties): caracal.v1.EntitySignalV1;

            /**
             * Encodes the specified EntitySignalV1 message. Does not implicitly {@link caracal.v1.EntitySignalV1.verify|verify} messages.
             * @param message EntitySignalV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.EntitySignalV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EntitySignalV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.EntitySignalV1 & caracal.v1.EntitySignalV1.$Shape} EntitySignalV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.EntitySignalV1 & caracal.v1.EntitySignalV1.$Shape;

            /**
             * Gets the type url for EntitySignalV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace EntitySignalV1 {

            /** Properties of an EntitySignalV1. */
            interface $Properties {

                /** EntitySignalV1 entityType */
                entityType?: (string|null);

                /** EntitySignalV1 entityId */
                entityId?: (string|null);

                /** EntitySignalV1 values */
                values?: (number[]|null);

                /** EntitySignalV1 truncated */
                truncated?: (boolean|null);

                /** EntitySignalV1 session */
                session?: (caracal.v1.SessionV1.$Properties|null);

                /** EntitySignalV1 position */
                position?: (number|null);

                /** EntitySignalV1 approximate */
                approximate?: (boolean|null);

                /** EntitySignalV1 oneCurrency */
                oneCurrency?: (boolean|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EntitySignalV1. */
            type $Shape = caracal.v1.EntitySignalV1.$Properties;
        }

        /**
         * Properties of a SessionV1.
         * @deprecated Use caracal.v1.SessionV1.$Properties instead.
         */
        interface ISessionV1 extends caracal.v1.SessionV1.$Properties {
        }

        /** Represents a SessionV1. */
        class SessionV1 {

            /**
             * Constructs a new SessionV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.SessionV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** SessionV1 startedAtMs. */
            startedAtMs: number;

            /** SessionV1 lastAtMs. */
            lastAtMs: number;

            /** SessionV1 count. */
            count: number;

            /** SessionV1 amountMinor. */
            amountMinor: number;

            /**
             * Creates a new SessionV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns SessionV1 instance
             */
            static create(properties: caracal.v1.SessionV1.$Shape): caracal.v1.SessionV1 & caracal.v1.SessionV1.$Shape;
            static create(properties?: caracal.v1.SessionV1.$Properties): caracal.v1.SessionV1;

            /**
             * Encodes the specified SessionV1 message. Does not implicitly {@link caracal.v1.SessionV1.verify|verify} messages.
             * @param message SessionV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.SessionV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a SessionV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.SessionV1 & caracal.v1.SessionV1.$Shape} SessionV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.SessionV1 & caracal.v1.SessionV1.$Shape;

            /**
             * Gets the type url for SessionV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace SessionV1 {

            /** Properties of a SessionV1. */
            interface $Properties {

                /** SessionV1 startedAtMs */
                startedAtMs?: (number|null);

                /** SessionV1 lastAtMs */
                lastAtMs?: (number|null);

                /** SessionV1 count */
                count?: (number|null);

                /** SessionV1 amountMinor */
                amountMinor?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a SessionV1. */
            type $Shape = caracal.v1.SessionV1.$Properties;
        }

        /**
         * Properties of a PatternMatchV1.
         * @deprecated Use caracal.v1.PatternMatchV1.$Properties instead.
         */
        interface IPatternMatchV1 extends caracal.v1.PatternMatchV1.$Properties {
        }

        /** Represents a PatternMatchV1. */
        class PatternMatchV1 {

            /**
             * Constructs a new PatternMatchV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.PatternMatchV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PatternMatchV1 patternId. */
            patternId: string;

            /** PatternMatchV1 patternVersion. */
            patternVersion: number;

            /** PatternMatchV1 entityType. */
            entityType: string;

            /** PatternMatchV1 entityId. */
            entityId: string;

            /** PatternMatchV1 reason. */
            reason: string;

            /** PatternMatchV1 risk. */
            risk: number;

            /** PatternMatchV1 action. */
            action: string;

            /** PatternMatchV1 steps. */
            steps: caracal.v1.MatchedStepV1.$Properties[];

            /**
             * Creates a new PatternMatchV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PatternMatchV1 instance
             */
            static create(properties: caracal.v1.PatternMatchV1.$Shape): caracal.v1.PatternMatchV1 & caracal.v1.PatternMatchV1.$Shape;
            static create(properties?: caracal.v1.PatternMatchV1.$Properties): caracal.v1.PatternMatchV1;

            /**
             * Encodes the specified PatternMatchV1 message. Does not implicitly {@link caracal.v1.PatternMatchV1.verify|verify} messages.
             * @param message PatternMatchV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.PatternMatchV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PatternMatchV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.PatternMatchV1 & caracal.v1.PatternMatchV1.$Shape} PatternMatchV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.PatternMatchV1 & caracal.v1.PatternMatchV1.$Shape;

            /**
             * Gets the type url for PatternMatchV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace PatternMatchV1 {

            /** Properties of a PatternMatchV1. */
            interface $Properties {

                /** PatternMatchV1 patternId */
                patternId?: (string|null);

                /** PatternMatchV1 patternVersion */
                patternVersion?: (number|null);

                /** PatternMatchV1 entityType */
                entityType?: (string|null);

                /** PatternMatchV1 entityId */
                entityId?: (string|null);

                /** PatternMatchV1 reason */
                reason?: (string|null);

                /** PatternMatchV1 risk */
                risk?: (number|null);

                /** PatternMatchV1 action */
                action?: (string|null);

                /** PatternMatchV1 steps */
                steps?: (caracal.v1.MatchedStepV1.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PatternMatchV1. */
            type $Shape = caracal.v1.PatternMatchV1.$Properties;
        }

        /**
         * Properties of a MatchedStepV1.
         * @deprecated Use caracal.v1.MatchedStepV1.$Properties instead.
         */
        interface IMatchedStepV1 extends caracal.v1.MatchedStepV1.$Properties {
        }

        /** Represents a MatchedStepV1. */
        class MatchedStepV1 {

            /**
             * Constructs a new MatchedStepV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.MatchedStepV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MatchedStepV1 step. */
            step: string;

            /** MatchedStepV1 events. */
            events: caracal.v1.MatchedEventV1.$Properties[];

            /**
             * Creates a new MatchedStepV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns MatchedStepV1 instance
             */
            static create(properties: caracal.v1.MatchedStepV1.$Shape): caracal.v1.MatchedStepV1 & caracal.v1.MatchedStepV1.$Shape;
            static create(properties?: caracal.v1.MatchedStepV1.$Properties): caracal.v1.MatchedStepV1;

            /**
             * Encodes the specified MatchedStepV1 message. Does not implicitly {@link caracal.v1.MatchedStepV1.verify|verify} messages.
             * @param message MatchedStepV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.MatchedStepV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MatchedStepV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.MatchedStepV1 & caracal.v1.MatchedStepV1.$Shape} MatchedStepV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.MatchedStepV1 & caracal.v1.MatchedStepV1.$Shape;

            /**
             * Gets the type url for MatchedStepV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace MatchedStepV1 {

            /** Properties of a MatchedStepV1. */
            interface $Properties {

                /** MatchedStepV1 step */
                step?: (string|null);

                /** MatchedStepV1 events */
                events?: (caracal.v1.MatchedEventV1.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MatchedStepV1. */
            type $Shape = caracal.v1.MatchedStepV1.$Properties;
        }

        /**
         * Properties of a MatchedEventV1.
         * @deprecated Use caracal.v1.MatchedEventV1.$Properties instead.
         */
        interface IMatchedEventV1 extends caracal.v1.MatchedEventV1.$Properties {
        }

        /** Represents a MatchedEventV1. */
        class MatchedEventV1 {

            /**
             * Constructs a new MatchedEventV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.MatchedEventV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MatchedEventV1 transactionId. */
            transactionId: string;

            /** MatchedEventV1 occurredAtMs. */
            occurredAtMs: number;

            /** MatchedEventV1 amountMinor. */
            amountMinor: number;

            /**
             * Creates a new MatchedEventV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns MatchedEventV1 instance
             */
            static create(properties: caracal.v1.MatchedEventV1.$Shape): caracal.v1.MatchedEventV1 & caracal.v1.MatchedEventV1.$Shape;
            static create(properties?: caracal.v1.MatchedEventV1.$Properties): caracal.v1.MatchedEventV1;

            /**
             * Encodes the specified MatchedEventV1 message. Does not implicitly {@link caracal.v1.MatchedEventV1.verify|verify} messages.
             * @param message MatchedEventV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.MatchedEventV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MatchedEventV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.MatchedEventV1 & caracal.v1.MatchedEventV1.$Shape} MatchedEventV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.MatchedEventV1 & caracal.v1.MatchedEventV1.$Shape;

            /**
             * Gets the type url for MatchedEventV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace MatchedEventV1 {

            /** Properties of a MatchedEventV1. */
            interface $Properties {

                /** MatchedEventV1 transactionId */
                transactionId?: (string|null);

                /** MatchedEventV1 occurredAtMs */
                occurredAtMs?: (number|null);

                /** MatchedEventV1 amountMinor */
                amountMinor?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MatchedEventV1. */
            type $Shape = caracal.v1.MatchedEventV1.$Properties;
        }

        /**
         * Properties of an EntitySessionV1.
         * @deprecated Use caracal.v1.EntitySessionV1.$Properties instead.
         */
        interface IEntitySessionV1 extends caracal.v1.EntitySessionV1.$Properties {
        }

        /** Represents an EntitySessionV1. */
        class EntitySessionV1 {

            /**
             * Constructs a new EntitySessionV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.EntitySessionV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** EntitySessionV1 id. */
            id: string;

            /** EntitySessionV1 tenantId. */
            tenantId: string;

            /** EntitySessionV1 entityType. */
            entityType: string;

            /** EntitySessionV1 entityId. */
            entityId: string;

            /** EntitySessionV1 livemode. */
            livemode: boolean;

            /** EntitySessionV1 closed. */
            closed?: (caracal.v1.ClosedSessionV1.$Properties|null);

            /** EntitySessionV1 revision. */
            revision: number;

            /** EntitySessionV1 replacesMs. */
            replacesMs: number[];

            /**
             * Creates a new EntitySessionV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns EntitySessionV1 instance
             */
            static create(properties: caracal.v1.EntitySessionV1.$Shape): caracal.v1.EntitySessionV1 & caracal.v1.EntitySessionV1.$Shape;
            static create(properties?: caracal.v1.EntitySessionV1.$Properties): caracal.v1.EntitySessionV1;

            /**
             * Encodes the specified EntitySessionV1 message. Does not implicitly {@link caracal.v1.EntitySessionV1.verify|verify} messages.
             * @param message EntitySessionV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.EntitySessionV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes an EntitySessionV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.EntitySessionV1 & caracal.v1.EntitySessionV1.$Shape} EntitySessionV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.EntitySessionV1 & caracal.v1.EntitySessionV1.$Shape;

            /**
             * Gets the type url for EntitySessionV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace EntitySessionV1 {

            /** Properties of an EntitySessionV1. */
            interface $Properties {

                /** EntitySessionV1 id */
                id?: (string|null);

                /** EntitySessionV1 tenantId */
                tenantId?: (string|null);

                /** EntitySessionV1 entityType */
                entityType?: (string|null);

                /** EntitySessionV1 entityId */
                entityId?: (string|null);

                /** EntitySessionV1 livemode */
                livemode?: (boolean|null);

                /** EntitySessionV1 closed */
                closed?: (caracal.v1.ClosedSessionV1.$Properties|null);

                /** EntitySessionV1 revision */
                revision?: (number|null);

                /** EntitySessionV1 replacesMs */
                replacesMs?: (number[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of an EntitySessionV1. */
            type $Shape = caracal.v1.EntitySessionV1.$Properties;
        }

        /**
         * Properties of a ClosedSessionV1.
         * @deprecated Use caracal.v1.ClosedSessionV1.$Properties instead.
         */
        interface IClosedSessionV1 extends caracal.v1.ClosedSessionV1.$Properties {
        }

        /** Represents a ClosedSessionV1. */
        class ClosedSessionV1 {

            /**
             * Constructs a new ClosedSessionV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.ClosedSessionV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ClosedSessionV1 startedAtMs. */
            startedAtMs: number;

            /** ClosedSessionV1 endedAtMs. */
            endedAtMs: number;

            /** ClosedSessionV1 count. */
            count: number;

            /** ClosedSessionV1 amountMinor. */
            amountMinor: number;

            /** ClosedSessionV1 counterparts. */
            counterparts: number;

            /** ClosedSessionV1 capped. */
            capped: boolean;

            /** ClosedSessionV1 channels. */
            channels: string[];

            /**
             * Creates a new ClosedSessionV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ClosedSessionV1 instance
             */
            static create(properties: caracal.v1.ClosedSessionV1.$Shape): caracal.v1.ClosedSessionV1 & caracal.v1.ClosedSessionV1.$Shape;
            static create(properties?: caracal.v1.ClosedSessionV1.$Properties): caracal.v1.ClosedSessionV1;

            /**
             * Encodes the specified ClosedSessionV1 message. Does not implicitly {@link caracal.v1.ClosedSessionV1.verify|verify} messages.
             * @param message ClosedSessionV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.ClosedSessionV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ClosedSessionV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.ClosedSessionV1 & caracal.v1.ClosedSessionV1.$Shape} ClosedSessionV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.ClosedSessionV1 & caracal.v1.ClosedSessionV1.$Shape;

            /**
             * Gets the type url for ClosedSessionV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ClosedSessionV1 {

            /** Properties of a ClosedSessionV1. */
            interface $Properties {

                /** ClosedSessionV1 startedAtMs */
                startedAtMs?: (number|null);

                /** ClosedSessionV1 endedAtMs */
                endedAtMs?: (number|null);

                /** ClosedSessionV1 count */
                count?: (number|null);

                /** ClosedSessionV1 amountMinor */
                amountMinor?: (number|null);

                /** ClosedSessionV1 counterparts */
                counterparts?: (number|null);

                /** ClosedSessionV1 capped */
                capped?: (boolean|null);

                /** ClosedSessionV1 channels */
                channels?: (string[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ClosedSessionV1. */
            type $Shape = caracal.v1.ClosedSessionV1.$Properties;
        }

        /**
         * Properties of a FeatureChangeV1.
         * @deprecated Use caracal.v1.FeatureChangeV1.$Properties instead.
         */
        interface IFeatureChangeV1 extends caracal.v1.FeatureChangeV1.$Properties {
        }

        /** Represents a FeatureChangeV1. */
        class FeatureChangeV1 {

            /**
             * Constructs a new FeatureChangeV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.FeatureChangeV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FeatureChangeV1 tenantId. */
            tenantId: string;

            /** FeatureChangeV1 revision. */
            revision: number;

            /** FeatureChangeV1 documents. */
            documents: caracal.v1.FeatureDocumentV1.$Properties[];

            /** FeatureChangeV1 changedAtMs. */
            changedAtMs: number;

            /** FeatureChangeV1 actor. */
            actor: string;

            /** FeatureChangeV1 action. */
            action: string;

            /** FeatureChangeV1 reason. */
            reason: string;

            /** FeatureChangeV1 kept. */
            kept: caracal.v1.KeptEntityV1.$Properties[];

            /**
             * Creates a new FeatureChangeV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FeatureChangeV1 instance
             */
            static create(properties: caracal.v1.FeatureChangeV1.$Shape): caracal.v1.FeatureChangeV1 & caracal.v1.FeatureChangeV1.$Shape;
            static create(properties?: caracal.v1.FeatureChangeV1.$Properties): caracal.v1.FeatureChangeV1;

            /**
             * Encodes the specified FeatureChangeV1 message. Does not implicitly {@link caracal.v1.FeatureChangeV1.verify|verify} messages.
             * @param message FeatureChangeV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.FeatureChangeV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FeatureChangeV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.FeatureChangeV1 & caracal.v1.FeatureChangeV1.$Shape} FeatureChangeV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.FeatureChangeV1 & caracal.v1.FeatureChangeV1.$Shape;

            /**
             * Gets the type url for FeatureChangeV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace FeatureChangeV1 {

            /** Properties of a FeatureChangeV1. */
            interface $Properties {

                /** FeatureChangeV1 tenantId */
                tenantId?: (string|null);

                /** FeatureChangeV1 revision */
                revision?: (number|null);

                /** FeatureChangeV1 documents */
                documents?: (caracal.v1.FeatureDocumentV1.$Properties[]|null);

                /** FeatureChangeV1 changedAtMs */
                changedAtMs?: (number|null);

                /** FeatureChangeV1 actor */
                actor?: (string|null);

                /** FeatureChangeV1 action */
                action?: (string|null);

                /** FeatureChangeV1 reason */
                reason?: (string|null);

                /** FeatureChangeV1 kept */
                kept?: (caracal.v1.KeptEntityV1.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FeatureChangeV1. */
            type $Shape = caracal.v1.FeatureChangeV1.$Properties;
        }

        /**
         * Properties of a KeptEntityV1.
         * @deprecated Use caracal.v1.KeptEntityV1.$Properties instead.
         */
        interface IKeptEntityV1 extends caracal.v1.KeptEntityV1.$Properties {
        }

        /** Represents a KeptEntityV1. */
        class KeptEntityV1 {

            /**
             * Constructs a new KeptEntityV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.KeptEntityV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** KeptEntityV1 entityType. */
            entityType: string;

            /** KeptEntityV1 declaration. */
            declaration: string;

            /** KeptEntityV1 sinceMs. */
            sinceMs: number;

            /**
             * Creates a new KeptEntityV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns KeptEntityV1 instance
             */
            static create(properties: caracal.v1.KeptEntityV1.$Shape): caracal.v1.KeptEntityV1 & caracal.v1.KeptEntityV1.$Shape;
            static create(properties?: caracal.v1.KeptEntityV1.$Properties): caracal.v1.KeptEntityV1;

            /**
             * Encodes the specified KeptEntityV1 message. Does not implicitly {@link caracal.v1.KeptEntityV1.verify|verify} messages.
             * @param message KeptEntityV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.KeptEntityV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a KeptEntityV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.KeptEntityV1 & caracal.v1.KeptEntityV1.$Shape} KeptEntityV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.KeptEntityV1 & caracal.v1.KeptEntityV1.$Shape;

            /**
             * Gets the type url for KeptEntityV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace KeptEntityV1 {

            /** Properties of a KeptEntityV1. */
            interface $Properties {

                /** KeptEntityV1 entityType */
                entityType?: (string|null);

                /** KeptEntityV1 declaration */
                declaration?: (string|null);

                /** KeptEntityV1 sinceMs */
                sinceMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a KeptEntityV1. */
            type $Shape = caracal.v1.KeptEntityV1.$Properties;
        }

        /**
         * Properties of a FeatureDocumentV1.
         * @deprecated Use caracal.v1.FeatureDocumentV1.$Properties instead.
         */
        interface IFeatureDocumentV1 extends caracal.v1.FeatureDocumentV1.$Properties {
        }

        /** Represents a FeatureDocumentV1. */
        class FeatureDocumentV1 {

            /**
             * Constructs a new FeatureDocumentV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.FeatureDocumentV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** FeatureDocumentV1 name. */
            name: string;

            /** FeatureDocumentV1 source. */
            source: string;

            /**
             * Creates a new FeatureDocumentV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns FeatureDocumentV1 instance
             */
            static create(properties: caracal.v1.FeatureDocumentV1.$Shape): caracal.v1.FeatureDocumentV1 & caracal.v1.FeatureDocumentV1.$Shape;
            static create(properties?: caracal.v1.FeatureDocumentV1.$Properties): caracal.v1.FeatureDocumentV1;

            /**
             * Encodes the specified FeatureDocumentV1 message. Does not implicitly {@link caracal.v1.FeatureDocumentV1.verify|verify} messages.
             * @param message FeatureDocumentV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.FeatureDocumentV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a FeatureDocumentV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.FeatureDocumentV1 & caracal.v1.FeatureDocumentV1.$Shape} FeatureDocumentV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.FeatureDocumentV1 & caracal.v1.FeatureDocumentV1.$Shape;

            /**
             * Gets the type url for FeatureDocumentV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace FeatureDocumentV1 {

            /** Properties of a FeatureDocumentV1. */
            interface $Properties {

                /** FeatureDocumentV1 name */
                name?: (string|null);

                /** FeatureDocumentV1 source */
                source?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a FeatureDocumentV1. */
            type $Shape = caracal.v1.FeatureDocumentV1.$Properties;
        }

        /**
         * Properties of a LabelV1.
         * @deprecated Use caracal.v1.LabelV1.$Properties instead.
         */
        interface ILabelV1 extends caracal.v1.LabelV1.$Properties {
        }

        /** Represents a LabelV1. */
        class LabelV1 {

            /**
             * Constructs a new LabelV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.LabelV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LabelV1 id. */
            id: string;

            /** LabelV1 tenantId. */
            tenantId: string;

            /** LabelV1 transactionId. */
            transactionId: string;

            /** LabelV1 event. */
            event: string;

            /** LabelV1 verdict. */
            verdict: string;

            /** LabelV1 source. */
            source: string;

            /** LabelV1 weight. */
            weight: number;

            /** LabelV1 occurredAtMs. */
            occurredAtMs: number;

            /** LabelV1 knownAtMs. */
            knownAtMs: number;

            /** LabelV1 actor. */
            actor: string;

            /** LabelV1 note. */
            note: string;

            /** LabelV1 entities. */
            entities: caracal.v1.EntityRefV1.$Properties[];

            /** LabelV1 amountMinor. */
            amountMinor: number;

            /** LabelV1 mode. */
            mode: string;

            /** LabelV1 paidAtMs. */
            paidAtMs: number;

            /**
             * Creates a new LabelV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns LabelV1 instance
             */
            static create(properties: caracal.v1.LabelV1.$Shape): caracal.v1.LabelV1 & caracal.v1.LabelV1.$Shape;
            static create(properties?: caracal.v1.LabelV1.$Properties): caracal.v1.LabelV1;

            /**
             * Encodes the specified LabelV1 message. Does not implicitly {@link caracal.v1.LabelV1.verify|verify} messages.
             * @param message LabelV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.LabelV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LabelV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.LabelV1 & caracal.v1.LabelV1.$Shape} LabelV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.LabelV1 & caracal.v1.LabelV1.$Shape;

            /**
             * Gets the type url for LabelV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace LabelV1 {

            /** Properties of a LabelV1. */
            interface $Properties {

                /** LabelV1 id */
                id?: (string|null);

                /** LabelV1 tenantId */
                tenantId?: (string|null);

                /** LabelV1 transactionId */
                transactionId?: (string|null);

                /** LabelV1 event */
                event?: (string|null);

                /** LabelV1 verdict */
                verdict?: (string|null);

                /** LabelV1 source */
                source?: (string|null);

                /** LabelV1 weight */
                weight?: (number|null);

                /** LabelV1 occurredAtMs */
                occurredAtMs?: (number|null);

                /** LabelV1 knownAtMs */
                knownAtMs?: (number|null);

                /** LabelV1 actor */
                actor?: (string|null);

                /** LabelV1 note */
                note?: (string|null);

                /** LabelV1 entities */
                entities?: (caracal.v1.EntityRefV1.$Properties[]|null);

                /** LabelV1 amountMinor */
                amountMinor?: (number|null);

                /** LabelV1 mode */
                mode?: (string|null);

                /** LabelV1 paidAtMs */
                paidAtMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LabelV1. */
            type $Shape = caracal.v1.LabelV1.$Properties;
        }

        /**
         * Properties of a LateTransactionV1.
         * @deprecated Use caracal.v1.LateTransactionV1.$Properties instead.
         */
        interface ILateTransactionV1 extends caracal.v1.LateTransactionV1.$Properties {
        }

        /** Represents a LateTransactionV1. */
        class LateTransactionV1 {

            /**
             * Constructs a new LateTransactionV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.LateTransactionV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LateTransactionV1 transaction. */
            transaction?: (caracal.v1.TransactionV1.$Properties|null);

            /** LateTransactionV1 partition. */
            partition: number;

            /** LateTransactionV1 entities. */
            entities: caracal.v1.LateEntityV1.$Properties[];

            /**
             * Creates a new LateTransactionV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns LateTransactionV1 instance
             */
            static create(properties: caracal.v1.LateTransactionV1.$Shape): caracal.v1.LateTransactionV1 & caracal.v1.LateTransactionV1.$Shape;
            static create(properties?: caracal.v1.LateTransactionV1.$Properties): caracal.v1.LateTransactionV1;

            /**
             * Encodes the specified LateTransactionV1 message. Does not implicitly {@link caracal.v1.LateTransactionV1.verify|verify} messages.
             * @param message LateTransactionV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.LateTransactionV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LateTransactionV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.LateTransactionV1 & caracal.v1.LateTransactionV1.$Shape} LateTransactionV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.LateTransactionV1 & caracal.v1.LateTransactionV1.$Shape;

            /**
             * Gets the type url for LateTransactionV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace LateTransactionV1 {

            /** Properties of a LateTransactionV1. */
            interface $Properties {

                /** LateTransactionV1 transaction */
                transaction?: (caracal.v1.TransactionV1.$Properties|null);

                /** LateTransactionV1 partition */
                partition?: (number|null);

                /** LateTransactionV1 entities */
                entities?: (caracal.v1.LateEntityV1.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LateTransactionV1. */
            type $Shape = {
              transaction?: caracal.v1.TransactionV1.$Shape|null;
              partition?: number|null;
              entities?: caracal.v1.LateEntityV1.$Shape[]|null;
              $unknowns?: Uint8Array[];
            };
        }

        /**
         * Properties of a LateEntityV1.
         * @deprecated Use caracal.v1.LateEntityV1.$Properties instead.
         */
        interface ILateEntityV1 extends caracal.v1.LateEntityV1.$Properties {
        }

        /** Represents a LateEntityV1. */
        class LateEntityV1 {

            /**
             * Constructs a new LateEntityV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.LateEntityV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** LateEntityV1 entityType. */
            entityType: string;

            /** LateEntityV1 entityId. */
            entityId: string;

            /** LateEntityV1 behindMs. */
            behindMs: number;

            /** LateEntityV1 reason. */
            reason: string;

            /**
             * Creates a new LateEntityV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns LateEntityV1 instance
             */
            static create(properties: caracal.v1.LateEntityV1.$Shape): caracal.v1.LateEntityV1 & caracal.v1.LateEntityV1.$Shape;
            static create(properties?: caracal.v1.LateEntityV1.$Properties): caracal.v1.LateEntityV1;

            /**
             * Encodes the specified LateEntityV1 message. Does not implicitly {@link caracal.v1.LateEntityV1.verify|verify} messages.
             * @param message LateEntityV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.LateEntityV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a LateEntityV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.LateEntityV1 & caracal.v1.LateEntityV1.$Shape} LateEntityV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.LateEntityV1 & caracal.v1.LateEntityV1.$Shape;

            /**
             * Gets the type url for LateEntityV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace LateEntityV1 {

            /** Properties of a LateEntityV1. */
            interface $Properties {

                /** LateEntityV1 entityType */
                entityType?: (string|null);

                /** LateEntityV1 entityId */
                entityId?: (string|null);

                /** LateEntityV1 behindMs */
                behindMs?: (number|null);

                /** LateEntityV1 reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a LateEntityV1. */
            type $Shape = caracal.v1.LateEntityV1.$Properties;
        }

        /**
         * Properties of a MatchRevisionV1.
         * @deprecated Use caracal.v1.MatchRevisionV1.$Properties instead.
         */
        interface IMatchRevisionV1 extends caracal.v1.MatchRevisionV1.$Properties {
        }

        /** Represents a MatchRevisionV1. */
        class MatchRevisionV1 {

            /**
             * Constructs a new MatchRevisionV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.MatchRevisionV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** MatchRevisionV1 id. */
            id: string;

            /** MatchRevisionV1 tenantId. */
            tenantId: string;

            /** MatchRevisionV1 transactionId. */
            transactionId: string;

            /** MatchRevisionV1 cause. */
            cause: string;

            /** MatchRevisionV1 causeTransactionId. */
            causeTransactionId: string;

            /** MatchRevisionV1 atMs. */
            atMs: number;

            /** MatchRevisionV1 appeared. */
            appeared: caracal.v1.PatternMatchV1.$Properties[];

            /** MatchRevisionV1 vanished. */
            vanished: caracal.v1.PatternMatchV1.$Properties[];

            /** MatchRevisionV1 shadowAppeared. */
            shadowAppeared: caracal.v1.PatternMatchV1.$Properties[];

            /** MatchRevisionV1 shadowVanished. */
            shadowVanished: caracal.v1.PatternMatchV1.$Properties[];

            /**
             * Creates a new MatchRevisionV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns MatchRevisionV1 instance
             */
            static create(properties: caracal.v1.MatchRevisionV1.$Shape): caracal.v1.MatchRevisionV1 & caracal.v1.MatchRevisionV1.$Shape;
            static create(properties?: caracal.v1.MatchRevisionV1.$Properties): caracal.v1.MatchRevisionV1;

            /**
             * Encodes the specified MatchRevisionV1 message. Does not implicitly {@link caracal.v1.MatchRevisionV1.verify|verify} messages.
             * @param message MatchRevisionV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.MatchRevisionV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a MatchRevisionV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.MatchRevisionV1 & caracal.v1.MatchRevisionV1.$Shape} MatchRevisionV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.MatchRevisionV1 & caracal.v1.MatchRevisionV1.$Shape;

            /**
             * Gets the type url for MatchRevisionV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace MatchRevisionV1 {

            /** Properties of a MatchRevisionV1. */
            interface $Properties {

                /** MatchRevisionV1 id */
                id?: (string|null);

                /** MatchRevisionV1 tenantId */
                tenantId?: (string|null);

                /** MatchRevisionV1 transactionId */
                transactionId?: (string|null);

                /** MatchRevisionV1 cause */
                cause?: (string|null);

                /** MatchRevisionV1 causeTransactionId */
                causeTransactionId?: (string|null);

                /** MatchRevisionV1 atMs */
                atMs?: (number|null);

                /** MatchRevisionV1 appeared */
                appeared?: (caracal.v1.PatternMatchV1.$Properties[]|null);

                /** MatchRevisionV1 vanished */
                vanished?: (caracal.v1.PatternMatchV1.$Properties[]|null);

                /** MatchRevisionV1 shadowAppeared */
                shadowAppeared?: (caracal.v1.PatternMatchV1.$Properties[]|null);

                /** MatchRevisionV1 shadowVanished */
                shadowVanished?: (caracal.v1.PatternMatchV1.$Properties[]|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a MatchRevisionV1. */
            type $Shape = caracal.v1.MatchRevisionV1.$Properties;
        }

        /**
         * Properties of a ModelChangeV1.
         * @deprecated Use caracal.v1.ModelChangeV1.$Properties instead.
         */
        interface IModelChangeV1 extends caracal.v1.ModelChangeV1.$Properties {
        }

        /** Represents a ModelChangeV1. */
        class ModelChangeV1 {

            /**
             * Constructs a new ModelChangeV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.ModelChangeV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ModelChangeV1 tenantId. */
            tenantId: string;

            /** ModelChangeV1 revision. */
            revision: number;

            /** ModelChangeV1 champion. */
            champion?: (caracal.v1.ServedModelV1.$Properties|null);

            /** ModelChangeV1 tier2. */
            tier2?: (caracal.v1.ServedModelV1.$Properties|null);

            /** ModelChangeV1 greyFrom. */
            greyFrom: number;

            /** ModelChangeV1 greyTo. */
            greyTo: number;

            /** ModelChangeV1 changedAtMs. */
            changedAtMs: number;

            /** ModelChangeV1 actor. */
            actor: string;

            /** ModelChangeV1 action. */
            action: string;

            /** ModelChangeV1 reason. */
            reason: string;

            /**
             * Creates a new ModelChangeV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ModelChangeV1 instance
             */
            static create(properties: caracal.v1.ModelChangeV1.$Shape): caracal.v1.ModelChangeV1 & caracal.v1.ModelChangeV1.$Shape;
            static create(properties?: caracal.v1.ModelChangeV1.$Properties): caracal.v1.ModelChangeV1;

            /**
             * Encodes the specified ModelChangeV1 message. Does not implicitly {@link caracal.v1.ModelChangeV1.verify|verify} messages.
             * @param message ModelChangeV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.ModelChangeV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ModelChangeV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.ModelChangeV1 & caracal.v1.ModelChangeV1.$Shape} ModelChangeV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.ModelChangeV1 & caracal.v1.ModelChangeV1.$Shape;

            /**
             * Gets the type url for ModelChangeV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ModelChangeV1 {

            /** Properties of a ModelChangeV1. */
            interface $Properties {

                /** ModelChangeV1 tenantId */
                tenantId?: (string|null);

                /** ModelChangeV1 revision */
                revision?: (number|null);

                /** ModelChangeV1 champion */
                champion?: (caracal.v1.ServedModelV1.$Properties|null);

                /** ModelChangeV1 tier2 */
                tier2?: (caracal.v1.ServedModelV1.$Properties|null);

                /** ModelChangeV1 greyFrom */
                greyFrom?: (number|null);

                /** ModelChangeV1 greyTo */
                greyTo?: (number|null);

                /** ModelChangeV1 changedAtMs */
                changedAtMs?: (number|null);

                /** ModelChangeV1 actor */
                actor?: (string|null);

                /** ModelChangeV1 action */
                action?: (string|null);

                /** ModelChangeV1 reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ModelChangeV1. */
            type $Shape = caracal.v1.ModelChangeV1.$Properties;
        }

        /**
         * Properties of a ServedModelV1.
         * @deprecated Use caracal.v1.ServedModelV1.$Properties instead.
         */
        interface IServedModelV1 extends caracal.v1.ServedModelV1.$Properties {
        }

        /** Represents a ServedModelV1. */
        class ServedModelV1 {

            /**
             * Constructs a new ServedModelV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.ServedModelV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ServedModelV1 name. */
            name: string;

            /** ServedModelV1 version. */
            version: number;

            /** ServedModelV1 sha256. */
            sha256: string;

            /**
             * Creates a new ServedModelV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ServedModelV1 instance
             */
            static create(properties: caracal.v1.ServedModelV1.$Shape): caracal.v1.ServedModelV1 & caracal.v1.ServedModelV1.$Shape;
            static create(properties?: caracal.v1.ServedModelV1.$Properties): caracal.v1.ServedModelV1;

            /**
             * Encodes the specified ServedModelV1 message. Does not implicitly {@link caracal.v1.ServedModelV1.verify|verify} messages.
             * @param message ServedModelV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.ServedModelV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ServedModelV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.ServedModelV1 & caracal.v1.ServedModelV1.$Shape} ServedModelV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.ServedModelV1 & caracal.v1.ServedModelV1.$Shape;

            /**
             * Gets the type url for ServedModelV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ServedModelV1 {

            /** Properties of a ServedModelV1. */
            interface $Properties {

                /** ServedModelV1 name */
                name?: (string|null);

                /** ServedModelV1 version */
                version?: (number|null);

                /** ServedModelV1 sha256 */
                sha256?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ServedModelV1. */
            type $Shape = caracal.v1.ServedModelV1.$Properties;
        }

        /**
         * Properties of a PatternChangeV1.
         * @deprecated Use caracal.v1.PatternChangeV1.$Properties instead.
         */
        interface IPatternChangeV1 extends caracal.v1.PatternChangeV1.$Properties {
        }

        /** Represents a PatternChangeV1. */
        class PatternChangeV1 {

            /**
             * Constructs a new PatternChangeV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.PatternChangeV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** PatternChangeV1 tenantId. */
            tenantId: string;

            /** PatternChangeV1 patternId. */
            patternId: string;

            /** PatternChangeV1 revision. */
            revision: number;

            /** PatternChangeV1 change. */
            change: number;

            /** PatternChangeV1 live. */
            live?: (caracal.v1.ServedPatternV1.$Properties|null);

            /** PatternChangeV1 shadow. */
            shadow?: (caracal.v1.ServedPatternV1.$Properties|null);

            /** PatternChangeV1 changedAtMs. */
            changedAtMs: number;

            /** PatternChangeV1 actor. */
            actor: string;

            /** PatternChangeV1 action. */
            action: string;

            /** PatternChangeV1 reason. */
            reason: string;

            /**
             * Creates a new PatternChangeV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns PatternChangeV1 instance
             */
            static create(properties: caracal.v1.PatternChangeV1.$Shape): caracal.v1.PatternChangeV1 & caracal.v1.PatternChangeV1.$Shape;
            static create(properties?: caracal.v1.PatternChangeV1.$Properties): caracal.v1.PatternChangeV1;

            /**
             * Encodes the specified PatternChangeV1 message. Does not implicitly {@link caracal.v1.PatternChangeV1.verify|verify} messages.
             * @param message PatternChangeV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.PatternChangeV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a PatternChangeV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.PatternChangeV1 & caracal.v1.PatternChangeV1.$Shape} PatternChangeV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.PatternChangeV1 & caracal.v1.PatternChangeV1.$Shape;

            /**
             * Gets the type url for PatternChangeV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace PatternChangeV1 {

            /** Properties of a PatternChangeV1. */
            interface $Properties {

                /** PatternChangeV1 tenantId */
                tenantId?: (string|null);

                /** PatternChangeV1 patternId */
                patternId?: (string|null);

                /** PatternChangeV1 revision */
                revision?: (number|null);

                /** PatternChangeV1 change */
                change?: (number|null);

                /** PatternChangeV1 live */
                live?: (caracal.v1.ServedPatternV1.$Properties|null);

                /** PatternChangeV1 shadow */
                shadow?: (caracal.v1.ServedPatternV1.$Properties|null);

                /** PatternChangeV1 changedAtMs */
                changedAtMs?: (number|null);

                /** PatternChangeV1 actor */
                actor?: (string|null);

                /** PatternChangeV1 action */
                action?: (string|null);

                /** PatternChangeV1 reason */
                reason?: (string|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a PatternChangeV1. */
            type $Shape = caracal.v1.PatternChangeV1.$Properties;
        }

        /**
         * Properties of a ServedPatternV1.
         * @deprecated Use caracal.v1.ServedPatternV1.$Properties instead.
         */
        interface IServedPatternV1 extends caracal.v1.ServedPatternV1.$Properties {
        }

        /** Represents a ServedPatternV1. */
        class ServedPatternV1 {

            /**
             * Constructs a new ServedPatternV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.ServedPatternV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** ServedPatternV1 version. */
            version: number;

            /** ServedPatternV1 source. */
            source: string;

            /** ServedPatternV1 sinceChange. */
            sinceChange: number;

            /**
             * Creates a new ServedPatternV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns ServedPatternV1 instance
             */
            static create(properties: caracal.v1.ServedPatternV1.$Shape): caracal.v1.ServedPatternV1 & caracal.v1.ServedPatternV1.$Shape;
            static create(properties?: caracal.v1.ServedPatternV1.$Properties): caracal.v1.ServedPatternV1;

            /**
             * Encodes the specified ServedPatternV1 message. Does not implicitly {@link caracal.v1.ServedPatternV1.verify|verify} messages.
             * @param message ServedPatternV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.ServedPatternV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a ServedPatternV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.ServedPatternV1 & caracal.v1.ServedPatternV1.$Shape} ServedPatternV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.ServedPatternV1 & caracal.v1.ServedPatternV1.$Shape;

            /**
             * Gets the type url for ServedPatternV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace ServedPatternV1 {

            /** Properties of a ServedPatternV1. */
            interface $Properties {

                /** ServedPatternV1 version */
                version?: (number|null);

                /** ServedPatternV1 source */
                source?: (string|null);

                /** ServedPatternV1 sinceChange */
                sinceChange?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a ServedPatternV1. */
            type $Shape = caracal.v1.ServedPatternV1.$Properties;
        }

        /**
         * Properties of a VerificationV1.
         * @deprecated Use caracal.v1.VerificationV1.$Properties instead.
         */
        interface IVerificationV1 extends caracal.v1.VerificationV1.$Properties {
        }

        /** Represents a VerificationV1. */
        class VerificationV1 {

            /**
             * Constructs a new VerificationV1.
             * @param [properties] Properties to set
             */
            constructor(properties?: caracal.v1.VerificationV1.$Properties);

            /** Unknown fields preserved while decoding when enabled */
            $unknowns?: Uint8Array[];

            /** VerificationV1 challengeId. */
            challengeId: string;

            /** VerificationV1 tenantId. */
            tenantId: string;

            /** VerificationV1 transactionId. */
            transactionId: string;

            /** VerificationV1 result. */
            result: string;

            /** VerificationV1 method. */
            method: string;

            /** VerificationV1 attempts. */
            attempts: number;

            /** VerificationV1 resolvedAtMs. */
            resolvedAtMs: number;

            /**
             * Creates a new VerificationV1 instance using the specified properties.
             * @param [properties] Properties to set
             * @returns VerificationV1 instance
             */
            static create(properties: caracal.v1.VerificationV1.$Shape): caracal.v1.VerificationV1 & caracal.v1.VerificationV1.$Shape;
            static create(properties?: caracal.v1.VerificationV1.$Properties): caracal.v1.VerificationV1;

            /**
             * Encodes the specified VerificationV1 message. Does not implicitly {@link caracal.v1.VerificationV1.verify|verify} messages.
             * @param message VerificationV1 message or plain object to encode
             * @param [writer] Writer to encode to
             * @returns Writer
             */
            static encode(message: caracal.v1.VerificationV1.$Properties, writer?: $protobuf.Writer): $protobuf.Writer;

            /**
             * Decodes a VerificationV1 message from the specified reader or buffer.
             * @param reader Reader or buffer to decode from
             * @param [length] Message length if known beforehand
             * @returns {caracal.v1.VerificationV1 & caracal.v1.VerificationV1.$Shape} VerificationV1
             * @throws {Error} If the payload is not a reader or valid buffer
             * @throws {$protobuf.util.ProtocolError} If required fields are missing
             */
            static decode(reader: ($protobuf.Reader|Uint8Array), length?: number): caracal.v1.VerificationV1 & caracal.v1.VerificationV1.$Shape;

            /**
             * Gets the type url for VerificationV1
             * @param [prefix] Custom type url prefix, defaults to `"type.googleapis.com"`
             * @returns The type url
             */
            static getTypeUrl(prefix?: string): string;
        }

        namespace VerificationV1 {

            /** Properties of a VerificationV1. */
            interface $Properties {

                /** VerificationV1 challengeId */
                challengeId?: (string|null);

                /** VerificationV1 tenantId */
                tenantId?: (string|null);

                /** VerificationV1 transactionId */
                transactionId?: (string|null);

                /** VerificationV1 result */
                result?: (string|null);

                /** VerificationV1 method */
                method?: (string|null);

                /** VerificationV1 attempts */
                attempts?: (number|null);

                /** VerificationV1 resolvedAtMs */
                resolvedAtMs?: (number|null);

                /** Unknown fields preserved while decoding when enabled */
                $unknowns?: Uint8Array[];
            }

            /** Shape of a VerificationV1. */
            type $Shape = caracal.v1.VerificationV1.$Properties;
        }
    }
}
