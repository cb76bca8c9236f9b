/* vocabulary.h — the IRIs that a graph is written with, as terms (see store/term.h). */
#ifndef RELATA_GRAPH_VOCABULARY_H
#define RELATA_GRAPH_VOCABULARY_H

#define NS_RELATA "https://w3id.org/relata/"
#define NS_REL NS_RELATA "ontology#"
#define NS_OPEN NS_RELATA "open/"
#define NS_RDF "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
#define NS_RDFS "http://www.w3.org/2000/01/rdf-schema#"
#define NS_OWL "http://www.w3.org/2002/07/owl#"
#define NS_XSD "http://www.w3.org/2001/XMLSchema#"
#define NS_SKOS "http://www.w3.org/2004/02/skos/core#"
#define NS_PROV "http://www.w3.org/ns/prov#"
#define NS_NIF "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"
#define NS_DCT "http://purl.org/dc/terms/"

#define RDF_TYPE "<" NS_RDF "type>"
#define RDF_SUBJECT "<" NS_RDF "subject>"
#define RDF_PREDICATE "<" NS_RDF "predicate>"
#define RDF_OBJECT "<" NS_RDF "object>"
#define RDFS_LABEL "<" NS_RDFS "label>"
#define OWL_SAME_AS "<" NS_OWL "sameAs>"
#define SKOS_PREF_LABEL "<" NS_SKOS "prefLabel>"
#define SKOS_ALT_LABEL "<" NS_SKOS "altLabel>"

#define DCT_TITLE "<" NS_DCT "title>"
#define DCT_DATE "<" NS_DCT "date>"
#define DCT_CREATOR "<" NS_DCT "creator>"
#define DCT_PUBLISHER "<" NS_DCT "publisher>"
#define DCT_IDENTIFIER "<" NS_DCT "identifier>"
#define DCT_SOURCE "<" NS_DCT "source>" /* the file as it was named */

#define PROV_ACTIVITY "<" NS_PROV "Activity>"
#define PROV_SOFTWARE_AGENT "<" NS_PROV "SoftwareAgent>"
#define PROV_USED "<" NS_PROV "used>"
#define PROV_WAS_ASSOCIATED_WITH "<" NS_PROV "wasAssociatedWith>"
#define PROV_WAS_DERIVED_FROM "<" NS_PROV "wasDerivedFrom>"

#define NIF_SENTENCE_CLASS "<" NS_NIF "Sentence>"
#define NIF_SENTENCE "<" NS_NIF "sentence>"
#define NIF_BEGIN_INDEX "<" NS_NIF "beginIndex>"
#define NIF_END_INDEX "<" NS_NIF "endIndex>"
#define NIF_ANCHOR_OF "<" NS_NIF "anchorOf>"

#define REL_ARTICLE "<" NS_REL "Article>"
#define REL_CLAIM "<" NS_REL "Claim>"
#define REL_OPEN_RELATION "<" NS_REL "OpenRelation>"
#define REL_MERGE "<" NS_REL "Merge>"
#define REL_MERGED "<" NS_REL "merged>"
#define REL_MERGED_NAME "<" NS_REL "merged_name>"
#define REL_INTO "<" NS_REL "into>"
#define REL_SCORE "<" NS_REL "score>"
#define REL_REASON "<" NS_REL "reason>"
#define REL_DECIDED_BY "<" NS_REL "decided_by>"
#define REL_POLARITY "<" NS_REL "polarity>"
#define REL_POSITIVE "<" NS_REL "positive>"
#define REL_NEGATIVE "<" NS_REL "negative>"
#define REL_MODALITY "<" NS_REL "modality>"
#define REL_FACT "<" NS_REL "fact>"
#define REL_POSSIBLE "<" NS_REL "possible>"
#define REL_SPEAKER "<" NS_REL "speaker>"   /* an entity, or its words */
#define REL_TIME "<" NS_REL "time>"
#define REL_PLACE "<" NS_REL "place>"
#define REL_QUANTITY "<" NS_REL "quantity>"
#define REL_CONFIDENCE "<" NS_REL "confidence>"
#define REL_PHRASE "<" NS_REL "phrase>" /* the predicate's words */
#define REL_RULE "<" NS_REL "rule>"     /* what found it */
/* Where subject and object stand: characters, counted as nif:beginIndex is. */
#define REL_SUBJECT_BEGIN "<" NS_REL "subject_begin>"
#define REL_SUBJECT_END "<" NS_REL "subject_end>"
#define REL_OBJECT_BEGIN "<" NS_REL "object_begin>"
#define REL_OBJECT_END "<" NS_REL "object_end>"
/* The quotation's bytes in the file as it was given. */
#define REL_SOURCE_BEGIN "<" NS_REL "source_begin>"
#define REL_SOURCE_END "<" NS_REL "source_end>"

#endif
